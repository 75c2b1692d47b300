using System.Buffers;
using System.Text.Json;
using OrleansRetro.Commitments;
using OrleansRetro.Owning;
using OrleansRetro.Partnerships;
using OrleansRetro.Retros;
using OrleansRetro.Teams;

namespace OrleansRetro.Pms;

// Taking everything along, and leaving nothing behind.
sealed partial class PmGrain
{
    const int ForgottenAtOnce = 32;

    bool _erased;

    public async Task<string> Export(Caller who)
    {
        MustExist();
        var guests = await Task.WhenAll(Durable.Persons.Select(ExportOf));
        var written = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(written, new() { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteString("person", Id.Value);
            json.WriteStartArray("events");
            await foreach (var stored in Log.Read(Stream))
                json.WriteRawValue(stored.Data.Span);
            json.WriteEndArray();
            json.WriteStartArray("guests");
            foreach (var guest in guests.OfType<string>())
                json.WriteRawValue(guest);
            json.WriteEndArray();
            json.WriteEndObject();
        }
        return System.Text.Encoding.UTF8.GetString(written.WrittenSpan);
    }

    /// <summary>
    /// First whatever others must do about it, each of which may be asked again; the stream, which knows who that is, goes last.
    /// So does who was a guest before: they are the same person.
    /// </summary>
    public async Task Erase(Caller who)
    {
        if (HeadVersion == 0 || _erased)
        {
            DeactivateOnIdle();
            return;
        }
        // Whoever is needed in one team has left none of the others yet.
        foreach (var team in Durable.Teams)
            await UnlessGone.Do(() => GrainFactory.GetGrain<ITeamGrain>(team.Value).MayLeave(Caller.Room, Id));
        foreach (var team in Durable.Teams)
            await UnlessGone.Do(() => GrainFactory.GetGrain<ITeamGrain>(team.Value).Leave(Caller.Account(Id)));
        foreach (var guest in Durable.Persons)
            await GrainFactory.GetGrain<IPmGrain>(guest.Value).Erase(Caller.Seat(guest));
        foreach (var own in Durable.Retros)
            await UnlessGone.Do(() => GrainFactory.GetGrain<IRetroGrain>(own.Id.Value).NameGone(Caller.Room, own.As));
        await Calendars.ForgetAll();
        foreach (var partner in Durable.Partners)
            await GrainFactory.GetGrain<IPartnershipGrain>($"{PartnershipId.Of(Id, partner)}").Forget(Caller.Room, Id);
        foreach (var change in Durable.ToldChanges)
            await GrainFactory.GetGrain<Changes.IChangeGrain>(change.Value).Forget(Caller.Room, Id);
        await GrainFactory.GetGrain<IAmendsGrain>(Id.Value).Forget(Caller.Room);
        // What somebody promised to themselves is nobody else's.
        foreach (var own in await GrainFactory.GetGrain<IPmLedgerGrain>(Id.Value).Own(Caller.Room))
            await GrainFactory.GetGrain<ICommitmentGrain>(own.Value).Erase(Caller.Room);
        // What they said about what belongs to two goes; that it was promised, and what became of it, stays.
        foreach (var some in (await GrainFactory.GetGrain<IPmLedgerGrain>(Id.Value).WithOthers(Caller.Room)).Chunk(ForgottenAtOnce))
            await Task.WhenAll(some.Select(promise => UnlessGone.Do(() => GrainFactory.GetGrain<ICommitmentGrain>(promise.Value).Forget(Caller.Room, Id))));
        await Log.Delete(Stream);
        _erased = true;
        _versions.Wake();
        DeactivateOnIdle();
    }

    /// <summary>Also refuses after the stream was deleted, for as long as a watch keeps this activation.</summary>
    protected override void MustExist()
    {
        base.MustExist();
        MustBeHere();
    }

    void MustBeHere()
    {
        if (_erased)
            throw new RejectedException("not-found");
    }

    Task<string?> ExportOf(PersonId guest) => UnlessGone.Ask<string?>(null, async () => await GrainFactory.GetGrain<IPmGrain>(guest.Value).Export(Caller.Seat(guest)));
}

using System.Globalization;
using OrleansRetro.Changes;
using OrleansRetro.Retros;
using OrleansRetro.Teams;

namespace OrleansRetro.Pms;

/// <summary>One person: their name, where they belong, and what they keep for themselves.</summary>
sealed partial record Pm : IState<Pm, PmEvent>
{
    /// <summary>Retros that one person lists at most.</summary>
    public const int MostRetros = 1_000;

    /// <summary>Looks that are shown; earlier ones stay in the stream.</summary>
    public const int MostLooks = 1_000;

    /// <summary>Languages the pages are written in.</summary>
    public static readonly ImmutableArray<string> Languages = ["en", "de"];

    public static Pm Empty { get; } = new();

    public string? Name { get; init; }
    public PmStage? Stage { get; init; }
    public string? Zone { get; init; }
    public string? Language { get; init; }
    public ImmutableDictionary<RetroId, string> Takeaways { get; init; } = ImmutableDictionary<RetroId, string>.Empty;

    /// <summary>Seats to be found again, in the order they were listed.</summary>
    public ImmutableArray<OwnRetro> Retros { get; init; } = [];

    /// <summary>Guests that this person was.</summary>
    public ImmutableArray<PersonId> Persons { get; init; } = [];

    /// <summary>Which account this person turned out to be: their own, or whose guest they were.</summary>
    public PersonId? TurnedOutToBe { get; init; }
    public ImmutableArray<TeamId> Teams { get; init; } = [];

    /// <summary>With whom this person shares a page, or did.</summary>
    public ImmutableArray<PersonId> Partners { get; init; } = [];
    /// <summary>Changes that this person told a team of.</summary>
    public ImmutableArray<ChangeId> ToldChanges { get; init; } = [];
    public ImmutableArray<LookNoted> Looks { get; init; } = [];

    public Pm Evolve(PmEvent @event) => @event switch
    {
        PersonNamed e => this with { Name = e.Name },
        TakeawayWritten e => this with { Takeaways = Takeaways.SetItem(e.Retro, e.Text) },
        StageChosen e => this with { Stage = e.Stage },
        ZoneSet e => this with { Zone = e.Zone },
        LanguageSet e => this with { Language = e.Language },
        RetroListed e => this with { Retros = [.. Retros.Where(own => own.Id != e.Retro), new(e.Retro, e.As)] },
        RetroUnlisted e => this with { Retros = Retros.RemoveAll(own => own.Id == e.Retro) },
        PersonAdopted e => this with { Persons = [.. Persons.Where(person => person != e.Person), e.Person] },
        TurnedOut e => this with { TurnedOutToBe = e.ToBe },
        TeamJoined e => this with { Teams = [.. Teams.Where(team => team != e.Team), e.Team] },
        TeamLeft e => this with { Teams = Teams.RemoveAll(team => team == e.Team) },
        CalendarOpened e => Without(Calendar) with { Calendar = new(e.Calendar, e.SecretHash, e.Language) },
        CalendarClosed e when Calendar?.Id == e.Calendar => Without(Calendar),
        PartnerMet e => this with { Partners = [.. Partners.Where(partner => partner != e.With), e.With] },
        ChangeTold e => this with { ToldChanges = [.. ToldChanges.Where(change => change != e.Change), e.Change] },
        LookNoted e => this with { Looks = [.. Looks.Skip(Looks.Length < MostLooks ? 0 : 1), e] },
        _ => EvolveMail(@event),
    };

    /// <summary>The founding event, for a stream of its own.</summary>
    /// <param name="facilitates">Whoever starts a retro facilitates it, and may be called so.</param>
    public static PersonNamed Introduce(string name, bool facilitates = false) => new(Clean(name, facilitates));

    /// <summary>For an account: somebody new, or the guest who gets it and is nobody else's from now on.</summary>
    public IEnumerable<PmEvent> Found(PersonId me, string name)
    {
        if (Name is null)
            yield return Introduce(name);
        foreach (var turned in TurnOut(me))
            yield return turned;
    }

    public IEnumerable<PmEvent> Rename(string name)
    {
        // Whoever was called something from the beginning may go on being called so.
        if (Words.Clean(name) != Name && Clean(name) is var wanted && wanted != Name)
            yield return new PersonNamed(wanted);
    }

    public IEnumerable<PmEvent> ChooseStage(PmStage? stage)
    {
        if (stage is { } chosen && !Enum.IsDefined(chosen))
            throw new RejectedException("malformed");
        if (stage != Stage)
            yield return new StageChosen(stage);
    }

    public IEnumerable<PmEvent> SetZone(string? zone)
    {
        if (zone is not null && !TimeZones.IsKnown(zone))
            throw new RejectedException("unknown-zone");
        if (zone != Zone)
            yield return new ZoneSet(zone);
    }

    public IEnumerable<PmEvent> SetLanguage(string? language)
    {
        if (language is not null && !Languages.Contains(language))
            throw new RejectedException("unknown-language");
        if (language != Language)
            yield return new LanguageSet(language);
    }

    public IEnumerable<PmEvent> KeepRetro(PersonId me, RetroId retro, PersonId seatedAs)
    {
        if (Retros.Contains(new(retro, seatedAs)))
            yield break;
        if (Retros.Length >= MostRetros && Retros.All(own => own.Id != retro))
            throw new RejectedException("full-retros", MostRetros.ToString(CultureInfo.InvariantCulture));
        if (seatedAs != me && !Persons.Contains(seatedAs))
            yield return new PersonAdopted(seatedAs);
        yield return new RetroListed(retro, seatedAs);
    }

    /// <summary>One guest is one person's.</summary>
    public IEnumerable<PmEvent> TurnOut(PersonId account)
    {
        if (TurnedOutToBe is { } known && known != account)
            throw new RejectedException("not-yours");
        if (TurnedOutToBe is null)
            yield return new TurnedOut(account);
    }

    public IEnumerable<PmEvent> ForgetRetro(RetroId retro)
    {
        if (Retros.Any(own => own.Id == retro))
            yield return new RetroUnlisted(retro);
    }

    public IEnumerable<PmEvent> JoinTeam(TeamId team)
    {
        if (!Teams.Contains(team))
            yield return new TeamJoined(team);
    }

    public IEnumerable<PmEvent> LeaveTeam(TeamId team)
    {
        if (Teams.Contains(team))
            yield return new TeamLeft(team);
    }

    public IEnumerable<PmEvent> MeetPartner(PersonId with)
    {
        if (!Partners.Contains(with))
            yield return new PartnerMet(with);
    }

    public IEnumerable<PmEvent> TellChange(ChangeId change)
    {
        if (!ToldChanges.Contains(change))
            yield return new ChangeTold(change);
    }

    /// <summary>Once a day for each viewer and kind: whoever looks again tells nothing new.</summary>
    public IEnumerable<PmEvent> NoteLook(PersonId by, string what, DateTimeOffset at)
    {
        if (!Looks.Any(earlier => earlier.Who == by && earlier.What == what && (at - earlier.At).Duration() < TimeSpan.FromDays(1)))
            yield return new LookNoted("", what, at, by);
    }

    public IEnumerable<PmEvent> WriteTakeaway(RetroId retro, string text)
    {
        var wanted = Words.Clean(text);
        if (wanted.Length > Longest.Sentence)
            throw new RejectedException("text-too-long", $"{Longest.Sentence}");
        if (wanted != Takeaways.GetValueOrDefault(retro, ""))
            yield return new TakeawayWritten(retro, wanted);
    }

    public PmProfile Profile(PersonId id, long version) => new(id, Name ?? "", Stage, Zone, Language, Teams, Retros, Persons, version) { Partners = Partners, ToldChanges = ToldChanges, NoMailAbout = NoMailAbout };

    static string Clean(string name, bool facilitates = false)
    {
        var clean = Words.Sentence(Words.Name(name), "name-empty", Longest.Name);
        return Poses.As(clean, facilitates) ? throw new RejectedException("name-poses") : clean;
    }
}

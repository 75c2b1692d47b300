using OrleansRetro.Retros;

namespace OrleansRetro.Pms;

/// <summary>One person: their name, and what they keep for themselves.</summary>
sealed record Pm : IState<Pm, PmEvent>
{
    public static Pm Empty { get; } = new();

    public string? Name { get; init; }
    public ImmutableDictionary<RetroId, string> Takeaways { get; init; } = ImmutableDictionary<RetroId, string>.Empty;

    public Pm Evolve(PmEvent @event) => @event switch
    {
        PersonNamed e => this with { Name = e.Name },
        TakeawayWritten e => this with { Takeaways = Takeaways.SetItem(e.Retro, e.Text) },
        _ => this,
    };

    /// <summary>The founding event, for a stream of its own.</summary>
    public static PersonNamed Introduce(string name) => new(Clean(name));

    public IEnumerable<PmEvent> Rename(string name)
    {
        var wanted = Clean(name);
        if (wanted != Name)
            yield return new PersonNamed(wanted);
    }

    public IEnumerable<PmEvent> WriteTakeaway(RetroId retro, string text)
    {
        var wanted = Words.Clean(text);
        if (wanted.Length > Longest.Sentence)
            throw new RejectedException("text-too-long", $"{Longest.Sentence}");
        if (wanted != Takeaways.GetValueOrDefault(retro, ""))
            yield return new TakeawayWritten(retro, wanted);
    }

    static string Clean(string name) => Words.Sentence(Words.Clean(name).ReplaceLineEndings(" "), "name-empty", Longest.Name);
}

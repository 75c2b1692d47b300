using OrleansRetro.Retros;

namespace OrleansRetro.Pms;

/// <summary>One person; its key is a <see cref="PersonId"/>. Their name lives here and nowhere else.</summary>
[Alias("pm")]
public interface IPmGrain : IGrainWithGuidKey
{
    /// <summary>How this person wants to be called; null when nobody is here any more.</summary>
    [Alias("Name")] Task<string?> Name();

    [Alias("Rename")] Task<long> Rename(Caller who, string name);

    /// <summary>What this person takes along from a retro; for their eyes only. A later one replaces it.</summary>
    [Alias("WriteTakeaway")] Task<long> WriteTakeaway(Caller who, RetroId retro, string text);

    [Alias("Takeaway")] Task<string?> Takeaway(Caller who, RetroId retro);
}

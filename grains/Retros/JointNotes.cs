namespace OrleansRetro.Retros;

/// <summary>Notes that several people write at once, line by line.</summary>
static class JointNotes
{
    /// <summary>What I wrote, and below it the lines that others added meanwhile.</summary>
    /// <param name="known">What I saw when I began.</param>
    public static string Merge(string known, string mine, string theirs)
    {
        if (theirs == known || theirs == mine)
            return mine;
        if (mine == known)
            return theirs;
        var seen = Lines(known).Concat(Lines(mine)).ToHashSet();
        return string.Join('\n', Lines(mine).Concat(Lines(theirs).Where(line => !seen.Contains(line))));
    }

    static string[] Lines(string text) => text.TrimEnd().Split('\n', StringSplitOptions.TrimEntries);
}

namespace OrleansRetro.Load.Runs;

/// <summary>So many boards with so many people each.</summary>
readonly record struct Shape(int Boards, int People)
{
    /// <summary>"25x8".</summary>
    public static Shape Parse(string text) =>
        text.Split('x') is [var boards, var people] && int.TryParse(boards, out var b) && int.TryParse(people, out var p) && b > 0 && p > 0
            ? new(b, p)
            : throw new ArgumentException($"'{text}' is not a shape such as 25x8");

    public override string ToString() => $"{Boards} × {People}";
}

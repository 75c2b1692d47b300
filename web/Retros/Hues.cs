namespace OrleansRetro.Retros;

/// <summary>Columns have colours, people don't.</summary>
public static class Hues
{
    const int Count = 8;

    /// <summary>The class of a column's colour.</summary>
    public static string HueOf(this BoardSettings settings, ColumnId column) =>
        $"c{(settings.Columns.TakeWhile(known => known.Id != column).Count() % Count) + 1}";
}

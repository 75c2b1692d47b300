namespace OrleansRetro.Layout;

static partial class Mishaps
{
    [LoggerMessage(LogLevel.Error, "A part of a page could not be drawn; its reader was told the reference {Reference}.")]
    public static partial void Mishap(this ILogger logger, Exception exception, string reference);
}

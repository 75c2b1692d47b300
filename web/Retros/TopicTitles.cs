using OrleansRetro.Shared;

namespace OrleansRetro.Retros;

static class TopicTitles
{
    /// <summary>What a topic is called, as a heading shows it: a group's title as it was typed, a card's words without its marks.</summary>
    public static string HeadingOf(this Board board, TopicId topic) =>
        board.Groups.GetValueOrDefault(new(topic.Value)) is { Length: > 0 } title ? title : Markdown.Words(board.TitleOf(topic));
}

namespace OrleansRetro.EventSourcing;

/// <summary>A decision said no. <see cref="Code"/> is stable kebab-case; its words in each language live with the page.</summary>
[GenerateSerializer, Alias("rejected")]
public sealed class RejectedException(string code, params string[] args) : Exception(code)
{
    [Id(0)] public string Code { get; } = code;
    [Id(1)] public string[] Args { get; } = args;
}

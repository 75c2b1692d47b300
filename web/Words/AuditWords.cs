namespace OrleansRetro.Words;

/// <summary>What pages say about what was done.</summary>
public sealed class AuditWords;

namespace OrleansRetro;

/// <summary>Why this process must not start. The message is one line for the operator: what is wrong and what helps.</summary>
public sealed class CannotStartException(string message, Exception? inner = null) : Exception(message, inner);

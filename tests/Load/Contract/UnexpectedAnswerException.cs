namespace OrleansRetro.Load.Contract;

/// <summary>The server answered what the contract does not say; nothing can be measured on top of that.</summary>
sealed class UnexpectedAnswerException(string message) : Exception(message);

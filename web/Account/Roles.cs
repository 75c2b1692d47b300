namespace OrleansRetro.Account;

/// <summary>What an account may be beyond being somebody's.</summary>
public static class Roles
{
    /// <summary>Looks after the installation.</summary>
    public const string Operator = "operator";

    /// <summary>The same as the tables know it.</summary>
    internal const string OperatorKey = "OPERATOR";
}

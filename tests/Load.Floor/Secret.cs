using System.Security.Cryptography;

namespace OrleansRetro.Load.Floor;

static class Secret
{
    public static string New() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
}

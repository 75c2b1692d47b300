using System.Diagnostics;
using OrleansRetro.Tests.Infrastructure;

namespace OrleansRetro.Tests.Upkeep;

/// <summary>The built program with a command for operators.</summary>
static class Command
{
    public static async Task<Readme.Ran> Run(string[] arguments, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo("dotnet", [Built.Program("OrleansRetro.Web"), .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        return await Readme.Ran.Of(start);
    }

    /// <summary>The one line it ended with, for it could not be done.</summary>
    public static string Refused(this Readme.Ran ran)
    {
        Assert.Equal(1, ran.Code);
        return Assert.Single(ran.Complained.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }
}

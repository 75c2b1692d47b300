namespace OrleansRetro.Load.Commands;

static class Results
{
    /// <summary>In tests/Load/results of the checkout that the driver was built from; else where it was called.</summary>
    public static string File(string name)
    {
        for (var directory = new DirectoryInfo(AppContext.BaseDirectory); directory is not null; directory = directory.Parent)
            if (System.IO.File.Exists(Path.Combine(directory.FullName, "OrleansRetro.sln")))
                return Path.Combine(directory.FullName, "tests", "Load", "results", name);
        return Path.GetFullPath(name);
    }
}

namespace OrleansRetro.Account;

/// <summary>What browsers say that they are, in two words that their owner recognises.</summary>
public static class Devices
{
    // The first that is found counts: many claim to be others, too.
    static readonly (string Sign, string Name)[] Browsers = [("Edg", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("FxiOS", "Firefox"), ("SamsungBrowser", "Samsung Internet"), ("Chrome/", "Chrome"), ("CriOS", "Chrome"), ("Safari/", "Safari")];
    static readonly (string Sign, string Name)[] Systems = [("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("Mac OS", "macOS"), ("CrOS", "ChromeOS"), ("Linux", "Linux")];

    /// <summary>Such as <c>Firefox, Linux</c>; empty when it says nothing of the kind.</summary>
    public static string Name(string? userAgent)
    {
        var names = new[] { Browsers, Systems }.Select(signs => Array.Find(signs, known => userAgent?.Contains(known.Sign, StringComparison.Ordinal) is true).Name);
        return string.Join(", ", names.OfType<string>());
    }
}

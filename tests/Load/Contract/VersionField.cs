using System.Buffers.Text;

namespace OrleansRetro.Load.Contract;

static class VersionField
{
    /// <summary>The first "version" in the JSON, found without parsing the rest.</summary>
    public static long? In(ReadOnlySpan<byte> json)
    {
        var name = "\"version\":"u8;
        var at = json.IndexOf(name);
        return at >= 0 && Utf8Parser.TryParse(json[(at + name.Length)..].TrimStart((byte)' '), out long version, out _) ? version : null;
    }
}

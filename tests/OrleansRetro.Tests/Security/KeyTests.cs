using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using OrleansRetro.Tests.Infrastructure;
using OrleansRetro.Tests.Log;

namespace OrleansRetro.Tests.Security;

/// <summary>The keys of cookies and forms, where they lie.</summary>
[Collection(nameof(Alone))]
public sealed class KeyTests : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("retro-keys-").FullName;

    [Fact, Trait("Row", "Attack-A75")]
    public async Task With_a_certificate_a_copy_of_the_data_signs_nobody_in()
    {
        var (data, mine, other) = (Path.Combine(_folder, "data"), Certificate("mine"), Certificate("other"));
        Directory.CreateDirectory(data);
        string cookies;
        await using (var program = await RetroProgram.Start(data, ("Retro__KeyCertificate", mine)))
        {
            using var ana = new PageVisitor(program.Address);
            await ana.SignUp("Ana", "ana@example.org");
            cookies = ana.Cookies;
            Assert.Equal(200, await Home(program, cookies));
        }
        var kept = string.Concat(Directory.EnumerateFiles(data, "site.db*").Select(file => Encoding.Latin1.GetString(File.ReadAllBytes(file))));
        Assert.Contains("EncryptedData", kept, StringComparison.Ordinal);
        Assert.DoesNotContain("<masterKey", kept, StringComparison.Ordinal);

        await using (var again = await RetroProgram.Start(data, ("Retro__KeyCertificate", mine)))
            Assert.Equal(200, await Home(again, cookies));
        await using (var copied = await RetroProgram.Start(data, ("Retro__KeyCertificate", other)))
            Assert.NotEqual(200, await Home(copied, cookies));
    }

    static async Task<int> Home(RetroProgram program, string cookies)
    {
        using var api = new ApiClient(program.Address);
        return (int)(await api.Get("/home", null, ("Cookie", cookies))).Status;
    }

    string Certificate(string name)
    {
        using var key = RSA.Create(2048);
        using var certificate = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(TimeProvider.System.GetUtcNow(), TimeProvider.System.GetUtcNow().AddDays(1));
        var file = Path.Combine(_folder, $"{name}.pem");
        File.WriteAllText(file, $"{key.ExportPkcs8PrivateKeyPem()}\n{certificate.ExportCertificatePem()}\n");
        return file;
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}

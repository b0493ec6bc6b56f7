using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Assay.Pipeline.People;

/// <summary>
/// A random value handed out once: a link or a token. Only its hash is kept. 256 random bits need no salt and no slow hash:
/// there is nothing to guess.
/// </summary>
public static class Secret
{
    public static string New() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    public static string Hash(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
}

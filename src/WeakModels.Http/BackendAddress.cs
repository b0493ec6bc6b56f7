using System.Net.Http.Headers;
using System.Text;

namespace Assay.WeakModels.Http;

/// <summary>Where a model server is, and who asks. The password is in no message.</summary>
internal sealed class BackendAddress
{
    private readonly Uri root;

    private BackendAddress(Uri root, AuthenticationHeaderValue? who) => (this.root, Who) = (root, who);

    /// <summary>Name and password of the address, as HTTP's basic authentication sends them; null when it has none.</summary>
    public AuthenticationHeaderValue? Who { get; }

    /// <summary>The address of a call.</summary>
    public Uri Of(string call) => new(root, call);

    /// <summary>Whether another address is of the same server, so that the password may go there too.</summary>
    public bool IsSameServer(Uri other) => other.Scheme == root.Scheme && other.Authority == root.Authority;

    /// <inheritdoc/>
    public override string ToString() => root.AbsoluteUri.TrimEnd('/');

    /// <exception cref="UnfitModel">It is no address of a web server.</exception>
    public static BackendAddress Parse(string url)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var given) || given.Scheme is not ("http" or "https") || given.Host.Length == 0)
            throw new UnfitModel($"\"{WithoutPassword(url)}\" is no address of a model server; one looks like http://127.0.0.1:9090");
        if (given.Query.Length > 0 || given.Fragment.Length > 0)
            throw new UnfitModel($"the address of a model server has no query and no fragment: {given.Scheme}://{given.Authority}{given.AbsolutePath}");
        var root = new UriBuilder(given.Scheme, given.Host, given.Port, given.AbsolutePath.TrimEnd('/') + "/").Uri;
        return new BackendAddress(root, given.UserInfo.Length == 0 ? null : Basic(given.UserInfo));
    }

    private static AuthenticationHeaderValue Basic(string userInfo)
    {
        var colon = userInfo.IndexOf(':', StringComparison.Ordinal);
        var (name, password) = colon < 0 ? (userInfo, "") : (userInfo[..colon], userInfo[(colon + 1)..]);
        return new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Uri.UnescapeDataString(name)}:{Uri.UnescapeDataString(password)}")));
    }

    private static string WithoutPassword(string url) => url.LastIndexOf('@') is var at and >= 0 ? $"…{url[at..]}" : url;
}

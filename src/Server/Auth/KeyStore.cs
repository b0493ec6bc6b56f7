using System.Xml.Linq;
using Assay.Pipeline.Database;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.Extensions.Options;

namespace Assay.Server.Auth;

/// <summary>The keys that seal cookies, kept in the database: sessions survive a restart, and every node reads every node's cookies.</summary>
public sealed class KeyStore(Db db) : IXmlRepository, IConfigureOptions<KeyManagementOptions>
{
    private const string Prefix = "cookie_key:";

    public void Configure(KeyManagementOptions options) => options.XmlRepository = this;

    public IReadOnlyCollection<XElement> GetAllElements() => db.Read(session =>
        session.Query<string>("SELECT value FROM setting WHERE name LIKE @like", new { like = $"{Prefix}%" }).Select(XElement.Parse).ToList());

    public void StoreElement(XElement element, string friendlyName) => db.Write(session => session.Execute(
        "INSERT INTO setting (name, value) VALUES (@name, @value)",
        new { name = Prefix + friendlyName, value = element.ToString(SaveOptions.DisableFormatting) })).GetAwaiter().GetResult();
}

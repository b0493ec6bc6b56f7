namespace Assay.Pipeline.Jobs;

/// <summary>The name of a data folder. Jobs that need its files run only where it is; nodes that share the folder share the name.</summary>
public static class Place
{
    public static string Of(string dataFolder)
    {
        var file = Path.Combine(dataFolder, "place");
        if (!File.Exists(file))
        {
            // two processes may start at once: the one whose file gets the name first is right
            var draft = $"{file}.{Guid.NewGuid():n}";
            File.WriteAllText(draft, Guid.NewGuid().ToString("n"));
            try
            {
                File.Move(draft, file);
            }
            catch (IOException) when (File.Exists(file))
            {
                File.Delete(draft);
            }
        }

        return File.ReadAllText(file);
    }
}

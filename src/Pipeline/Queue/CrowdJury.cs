using System.Text;
using Assay.Aggregation;
using Assay.Model;

namespace Assay.Pipeline.Queue;

/// <summary>Decides by what an aggregator has learned of a project's people, ballot by ballot.</summary>
internal sealed class CrowdJury : IJury
{
    private readonly Dictionary<long, int> places;
    private readonly Learned?[][] learned;

    /// <param name="aggregator">Its name.</param>
    /// <param name="people">Who is known, in the order in which the aggregator numbered them.</param>
    /// <param name="learned">By question and ballot; null where there was nothing to learn, so that votes count the same.</param>
    public CrowdJury(string aggregator, IReadOnlyList<long> people, Learned?[][] learned)
    {
        (How, People, this.learned) = (aggregator, people, learned);
        places = people.Select((person, place) => (person, place)).ToDictionary(pair => pair.person, pair => pair.place);
    }

    public string How { get; }

    public bool KnowsPeople => true;

    public IReadOnlyList<long> People { get; }

    public Learned? Of(int question, int ballot) => question < learned.Length && ballot < learned[question].Length ? learned[question][ballot] : null;

    public double[] Weigh(int question, int ballot, int categories, ReadOnlySpan<long> people, ReadOnlySpan<int> said)
    {
        if (said.Length == 0 || Of(question, ballot) is not { } known || known.Categories != categories)
            return EqualVotes.Instance.Weigh(question, ballot, categories, people, said);
        Span<int> who = people.Length <= 128 ? stackalloc int[people.Length] : new int[people.Length];
        for (var v = 0; v < who.Length; v++)
            who[v] = places.GetValueOrDefault(people[v], -1);
        return known.Decide(who, said);
    }

    public byte[] ToBytes()
    {
        using var bytes = new MemoryStream();
        using (var writer = new BinaryWriter(bytes, Encoding.UTF8, leaveOpen: true))
        {
            writer.Write(How);
            writer.Write(People.Count);
            foreach (var person in People)
                writer.Write(person);
            writer.Write(learned.Length);
            foreach (var ballots in learned)
            {
                writer.Write(ballots.Length);
                foreach (var ballot in ballots)
                {
                    writer.Write(ballot is not null);
                    ballot?.Write(writer);
                }
            }
        }

        return bytes.ToArray();
    }

    public static CrowdJury Read(byte[] bytes)
    {
        using var reader = new BinaryReader(new MemoryStream(bytes));
        var how = reader.ReadString();
        var people = new long[reader.ReadInt32()];
        for (var i = 0; i < people.Length; i++)
            people[i] = reader.ReadInt64();
        var learned = new Learned?[reader.ReadInt32()][];
        for (var question = 0; question < learned.Length; question++)
        {
            learned[question] = new Learned?[reader.ReadInt32()];
            for (var ballot = 0; ballot < learned[question].Length; ballot++)
                learned[question][ballot] = reader.ReadBoolean() ? Learned.Read(reader) : null;
        }

        return new CrowdJury(how, people, learned);
    }
}

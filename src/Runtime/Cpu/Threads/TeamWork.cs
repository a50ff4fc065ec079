namespace Modelwright.Runtime.Cpu;

/// <summary>Work that a team does in chunks. A chunk's result must not depend on who does it or when, so that results are the same on any number of threads.</summary>
internal abstract class TeamWork
{
    /// <summary>Does one chunk.</summary>
    /// <param name="chunk">Its number, from 0.</param>
    /// <param name="worker">Who does it: memory that nobody else writes meanwhile.</param>
    public abstract void Run(int chunk, Worker worker);
}

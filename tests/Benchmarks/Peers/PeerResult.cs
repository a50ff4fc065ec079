using System.Collections.Generic;

namespace Modelwright.Benchmarks;

/// <summary>One figure of a peer and of our backends, measured in turn.</summary>
/// <param name="Figure">What was measured.</param>
/// <param name="Peer">The peer's tokens a second.</param>
/// <param name="Backends">Each backend's tokens a second, and the median of its ratios to the peer's run beside it.</param>
internal sealed record PeerFigure(string Figure, Measurement Peer, IReadOnlyList<PeerRatio> Backends);

/// <summary>A backend's rate, and by how many times the peer's it is.</summary>
internal sealed record PeerRatio(Measurement Rate, double Ratio);

/// <summary>A model computed by a peer and by our backends.</summary>
/// <param name="Differences">For each backend the largest difference of a logit from the peer's, by the largest logit, after a prompt.</param>
/// <param name="Shares">What the figures are of what the machine can do: the peer's, then each backend's.</param>
internal sealed record PeerResult(
    string Model,
    string Peer,
    IReadOnlyList<string> Backends,
    int Threads,
    int Runs,
    IReadOnlyList<double> Differences,
    IReadOnlyList<PeerFigure> Figures,
    IReadOnlyList<MachineShare> Shares);

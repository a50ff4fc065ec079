namespace Modelwright.Runtime;

/// <summary>Base of pictures that are decoded elsewhere: derive from it to bring a decoder of your own.</summary>
public abstract class ImageSource : Image;

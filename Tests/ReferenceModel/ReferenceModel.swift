/// The rules once more, slow and obvious: an oracle for the real ones.
public enum ReferenceModel {}

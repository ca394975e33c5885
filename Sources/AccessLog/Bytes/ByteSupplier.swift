/// Whoever unpacks an input on its way and writes the bytes that a ``ByteSource`` reads.
public protocol ByteSupplier: AnyObject, Sendable {
    /// How the input is packed.
    var compression: Compression { get }
    /// Bytes of the input that were taken so far, before unpacking.
    var bytesTaken: Int64 { get }

    /// Called where its bytes end, perhaps more than once.
    ///
    /// - Returns: why the end is not that of the input; `nil` where all is well.
    func end() -> InputError?
}

import Testing

@testable import AccessLog

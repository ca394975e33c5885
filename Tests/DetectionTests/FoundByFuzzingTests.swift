import AccessLog
import Detection
import ReferenceModel
import Testing

/// Targets that fuzzing found, made small: each was read in another way than by the slow model.
@Suite("Targets found by fuzzing")
struct FoundByFuzzingTests {
    @Test(arguments: [
        "/x?X-AzureApplicationGateway-=1", "/x?a=1&x-azureapplicationgateway-&SERVER-STATUS=200",
        "/x?x-azureapplicationgateway=1",
    ])
    func areReadAsByTheModel(_ target: String) {
        let block = Array("GET\(target)".utf8)
        var record = AccessRecord()
        record.method = FieldRange(0..<3)
        record.target = FieldRange(3..<block.count)
        record.status = 200
        var requests = RequestReader(DetectionOptions(), targets: 1)
        let reading = requests.reading(record, in: block.span)
        #expect(reading?.resource == ReferenceModel.canonical(target))
    }
}

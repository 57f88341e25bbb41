package dev.weighbridge.source.s3;

import java.io.StringReader;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

import dev.weighbridge.artifact.IngestionException;
import org.jspecify.annotations.Nullable;

/**
 * As many objects as a server lists in one answer, in the form of Amazon's ListObjectsV2. minio-java's own reader of it loses the elements {@code
 * ChecksumAlgorithm} and takes an object without a size for an empty one.
 *
 * @param next asks for the next page; null when this is the last
 */
record S3Page(List<S3Object> objects, @Nullable String next) {

    /** Room for 1,000 keys of 1,024 bytes, each of them percent-encoded, in bytes. */
    static final int LONGEST = 8 * 1024 * 1024;

    private static final Set<String> OF_AN_OBJECT = Set.of("Key", "Size", "ETag", "LastModified", "StorageClass", "ChecksumAlgorithm",
            "ChecksumType");

    private static final Set<String> OF_THE_PAGE = Set.of("IsTruncated", "NextContinuationToken", "EncodingType");

    private static final XMLInputFactory XML = XMLInputFactory.newFactory();

    static {
        XML.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        XML.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        XML.setProperty(XMLInputFactory.IS_COALESCING, true);
    }

    /** @throws IngestionException INVALID_REQUEST if this is no page, has other objects than were asked for, or does not say how it goes on */
    static S3Page parse(String xml, S3Place prefix, S3Failures failures) {
        S3Page page = null;
        try {
            XMLStreamReader reader = XML.createXMLStreamReader(new StringReader(xml));
            if (reader.nextTag() == XMLStreamReader.START_ELEMENT && reader.getLocalName().equals("ListBucketResult")) {
                page = read(reader);
            }
        } catch (XMLStreamException | IllegalArgumentException | DateTimeException unreadable) {
            throw failures.noS3("list", "its answer is no list of objects");
        }
        if (page == null) {
            throw failures.noS3("list", "its answer is no list of objects");
        }
        if (page.objects().stream().anyMatch(object -> !object.key().startsWith(prefix.key()))) {
            throw failures.noS3("list", "its listing has other objects than were asked for");
        }
        return page;
    }

    private static S3Page read(XMLStreamReader reader) throws XMLStreamException {
        List<Map<String, String>> entries = new ArrayList<>();
        Map<String, String> page = new HashMap<>();
        while (reader.nextTag() == XMLStreamReader.START_ELEMENT) {
            if (reader.getLocalName().equals("Contents")) {
                entries.add(texts(reader));
            } else {
                take(reader, OF_THE_PAGE, page);
            }
        }
        boolean isEncoded = "url".equals(page.get("EncodingType"));
        boolean isTruncated = "true".equals(page.get("IsTruncated"));
        List<S3Object> objects = entries.stream()
                .map(entry -> S3Object.of(isEncoded ? decoded(given(entry, "Key")) : given(entry, "Key"), entry)).toList();
        return new S3Page(objects, isTruncated ? given(page, "NextContinuationToken") : null);
    }

    private static Map<String, String> texts(XMLStreamReader reader) throws XMLStreamException {
        Map<String, String> texts = new HashMap<>();
        while (reader.nextTag() == XMLStreamReader.START_ELEMENT) {
            take(reader, OF_AN_OBJECT, texts);
        }
        return texts;
    }

    /** Reads to the end of the element that begins here. An object may have several checksums. */
    private static void take(XMLStreamReader reader, Set<String> wanted, Map<String, String> texts) throws XMLStreamException {
        if (wanted.contains(reader.getLocalName())) {
            texts.merge(reader.getLocalName(), reader.getElementText(), (one, another) -> one + " " + another);
            return;
        }
        for (int depth = 1; depth > 0;) {
            int event = reader.next();
            depth += event == XMLStreamReader.START_ELEMENT ? 1 : event == XMLStreamReader.END_ELEMENT ? -1 : 0;
        }
    }

    /** A space is {@code +} or {@code %20}, a plus is {@code %2B}. */
    private static String decoded(String key) {
        return URLDecoder.decode(key, StandardCharsets.UTF_8);
    }

    static String given(Map<String, String> texts, String name) {
        String text = texts.get(name);
        if (text == null || text.isEmpty()) {
            throw new IllegalArgumentException("no " + name);
        }
        return text;
    }
}

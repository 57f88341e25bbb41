package dev.weighbridge.store;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Parts of an upload as a server lists them, in the form of Amazon's ListParts. The library's own reader of it insists on elements that Ceph leaves out.
 *
 * @param parts in the order of their numbers
 * @param isTruncated whether there are more
 */
record S3PartsPage(List<Listed> parts, boolean isTruncated) {

    private static final XMLInputFactory XML = XMLInputFactory.newFactory();

    static {
        XML.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        XML.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        XML.setProperty(XMLInputFactory.IS_COALESCING, true);
    }

    /** A part that is there; its size in bytes. */
    record Listed(int number, String etag, long size) {}

    /** @throws S3Refusal if this is no list of parts */
    static S3PartsPage parse(String xml) throws S3Refusal {
        try {
            XMLStreamReader reader = XML.createXMLStreamReader(new StringReader(xml));
            if (reader.nextTag() == XMLStreamReader.START_ELEMENT && reader.getLocalName().equals("ListPartsResult")) {
                return read(reader);
            }
        } catch (XMLStreamException | NumberFormatException unreadable) {
            throw new S3Refusal(200, "UnreadableAnswer");
        }
        throw new S3Refusal(200, "UnreadableAnswer");
    }

    private static S3PartsPage read(XMLStreamReader reader) throws XMLStreamException {
        List<Listed> parts = new ArrayList<>();
        boolean isTruncated = false;
        while (reader.next() != XMLStreamReader.END_DOCUMENT) {
            if (reader.isStartElement() && reader.getLocalName().equals("Part")) {
                parts.add(part(reader));
            } else if (reader.isStartElement() && reader.getLocalName().equals("IsTruncated")) {
                isTruncated = Boolean.parseBoolean(reader.getElementText().strip());
            }
        }
        return new S3PartsPage(List.copyOf(parts), isTruncated);
    }

    private static Listed part(XMLStreamReader reader) throws XMLStreamException {
        Map<String, String> texts = new HashMap<>();
        while (reader.nextTag() == XMLStreamReader.START_ELEMENT) {
            texts.put(reader.getLocalName(), reader.getElementText().strip());
        }
        return new Listed(Integer.parseInt(texts.getOrDefault("PartNumber", "")), S3Bucket.unquoted(texts.getOrDefault("ETag", "")),
                Long.parseLong(texts.getOrDefault("Size", "")));
    }
}

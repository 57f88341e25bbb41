package dev.weighbridge.source.http;

import java.io.ByteArrayInputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.weighbridge.artifact.SourceFile;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.parser.Parser;
import org.jsoup.parser.StreamParser;

/**
 * A page whose links are a folder's entries, as nginx, Apache httpd, Python's http.server and many others write it. A size is read from a
 * line of nginx's form only; those of all others are rounded, or stand where the next file's could be taken for them:
 * <pre>
 * &lt;a href="a%20b.bin"&gt;a b.bin&lt;/a&gt;      18-Jul-2024 10:20          65536
 * </pre>
 */
final class HtmlListing {

    private static final Pattern NGINX_LINE = Pattern.compile("\\s+\\d{2}-\\p{Alpha}{3}-\\d{4} \\d{2}:\\d{2}\\s+(?<size>\\d{1,18})\\s*");

    private static final Pattern TITLE = Pattern.compile("(?i)\\s*(index of|directory listing).*");

    private final URI folder;

    private boolean isListing;

    HtmlListing(URI folder) {
        this.folder = folder;
    }

    /** Takes each element as soon as it is complete and drops it, so that a page that is all markup needs no more memory than others. */
    void read(byte[] html, Consumer<ListedEntry> sink) {
        var text = new InputStreamReader(new ByteArrayInputStream(html), StandardCharsets.UTF_8);
        try (StreamParser parser = new StreamParser(Parser.htmlParser()).parse(text, "")) {
            for (Iterator<Element> elements = parser.iterator(); elements.hasNext();) {
                Element element = elements.next();
                take(element, sink);
                for (Node done = element.previousSibling(); done != null; done = element.previousSibling()) {
                    done.remove();
                }
            }
        }
        if (!isListing) {
            throw FolderPage.noListing(folder, "the page that the server sent has no links to files in this folder");
        }
    }

    private void take(Element element, Consumer<ListedEntry> sink) {
        switch (element.normalName()) {
            case "title" -> isListing |= TITLE.matcher(element.wholeText()).lookingAt();
            case "input" -> refuseLogin(element);
            case "a" -> takeLink(element, sink);
            default -> {
                // Only these three tell something.
            }
        }
    }

    private void refuseLogin(Element input) {
        if (input.attr("type").equalsIgnoreCase("password")) {
            throw FolderPage.noListing(folder, "the server sent a page that asks for a password");
        }
    }

    private void takeLink(Element link, Consumer<ListedEntry> sink) {
        String raw = link.hasAttr("href") ? FolderLink.below(folder, link.attr("href")) : null;
        if (raw == null) {
            return;
        }
        isListing = true;
        boolean isFolder = raw.endsWith("/");
        String path = FileName.decoded(isFolder ? raw.substring(0, raw.length() - 1) : raw, folder);
        sink.accept(new ListedEntry(path, folder + raw, isFolder, isFolder ? SourceFile.UNKNOWN_SIZE : sizeBehind(link), null));
    }

    private static long sizeBehind(Element link) {
        Matcher line = NGINX_LINE.matcher(link.nextSibling() instanceof TextNode text ? text.getWholeText() : "");
        return line.matches() ? Long.parseLong(line.group("size")) : SourceFile.UNKNOWN_SIZE;
    }
}

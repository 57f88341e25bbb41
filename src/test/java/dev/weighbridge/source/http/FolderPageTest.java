package dev.weighbridge.source.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages are written by hand in the forms that the servers' own sources print. */
class FolderPageTest {

    private static final URI FOLDER = URI.create("http://host:8080/models/tiny/");

    private static final String NGINX = """
            <html>\r
            <head><title>Index of /models/tiny/</title></head>\r
            <body>\r
            <h1>Index of /models/tiny/</h1><hr><pre><a href="../">../</a>\r
            <a href="sub/">sub/</a>                                               18-Jul-2024 10:20                   -\r
            <a href="a%20b%25.bin">a b%.bin</a>                                           18-Jul-2024 10:20               65536\r
            <a href="co%3Alon">co:lon</a>                                             18-Jul-2024 10:20                   0\r
            <a href="model-with-a-name-of-more-than-fifty-characters.safetensors">model-with-a-name-of-more-than-fifty-character..&gt;</a> \
            18-Jul-2024 10:20          2147483648\r
            </pre><hr></body>\r
            </html>\r
            """;

    private static final String NGINX_ROUNDED = """
            <html>
            <head><title>Index of /models/tiny/</title></head>
            <body>
            <h1>Index of /models/tiny/</h1><hr><pre><a href="../">../</a>
            <a href="sub/">sub/</a>                                               18-Jul-2024 10:20       -
            <a href="big">big</a>                                                18-Jul-2024 10:20      2G
            <a href="half">half</a>                                               18-Jul-2024 10:20     64K
            <a href="small">small</a>                                              18-Jul-2024 10:20    9999
            </pre><hr></body>
            </html>
            """;

    private static final String NGINX_JSON = """
            [
            { "name":"sub", "type":"directory", "mtime":"Thu, 18 Jul 2024 10:20:30 GMT" },
            { "name":"a b%.bin", "type":"file", "mtime":"Thu, 18 Jul 2024 10:20:30 GMT", "size":65536 },
            { "name":"ü\\"?#", "type":"file", "mtime":"Thu, 18 Jul 2024 10:20:31 GMT", "size":2147483648 }
            ]""";

    private static final String APACHE = """
            <!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 3.2 Final//EN">
            <html>
             <head>
              <title>Index of /models/tiny</title>
             </head>
             <body>
            <h1>Index of /models/tiny</h1>
            <pre><img src="/icons/blank.gif" alt="Icon "> <a href="?C=N;O=D">Name</a>                    <a href="?C=M;O=A">Last modified</a>      \
            <a href="?C=S;O=A">Size</a>  <a href="?C=D;O=A">Description</a><hr><img src="/icons/back.gif" alt="[PARENTDIR]"> \
            <a href="/models/">Parent Directory</a>                             -
            <a href="a%20b.bin"><img src="/icons/binary.gif" alt="[   ]"></a> <a href="a%20b.bin">a b.bin</a>                 2024-07-18 10:20   64K
            <img src="/icons/folder.gif" alt="[DIR]"> <a href="sub/">sub/</a>                    2024-07-18 10:20    -
            <hr></pre>
            <address>Apache/2.4.62 (Debian) Server at host Port 8080</address>
            </body></html>
            """;

    private static final String APACHE_TABLE = """
            <!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01//EN" "http://www.w3.org/TR/html4/strict.dtd">
            <html><head><title>Index of /models/tiny</title></head><body>
            <h1>Index of /models/tiny</h1>
              <table>
               <tr><th valign="top"><img src="/icons/blank.gif" alt="[ICO]"></th><th><a href="?C=N;O=D">Name</a></th>\
            <th><a href="?C=M;O=A">Last modified</a></th><th><a href="?C=S;O=A">Size</a></th></tr>
               <tr><th colspan="5"><hr></th></tr>
            <tr><td valign="top"><img src="/icons/back.gif" alt="[PARENTDIR]"></td><td><a href="/models/">Parent Directory</a></td>\
            <td>&nbsp;</td><td align="right">  - </td></tr>
            <tr><td valign="top"><img src="/icons/binary.gif" alt="[   ]"></td><td><a href="a%20b.bin">a b.bin</a></td>\
            <td align="right">2024-07-18 10:20  </td><td align="right"> 64K</td></tr>
            <tr><td valign="top"><img src="/icons/folder.gif" alt="[DIR]"></td><td><a href="sub/">sub/</a></td>\
            <td align="right">2024-07-18 10:20  </td><td align="right">  - </td></tr>
            </table>
            </body></html>
            """;

    private static final String PYTHON = """
            <!DOCTYPE HTML>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <title>Directory listing for /models/tiny/</title>
            </head>
            <body>
            <h1>Directory listing for /models/tiny/</h1>
            <hr>
            <ul>
            <li><a href="a%20b.bin">a b.bin</a></li>
            <li><a href="sub/">sub/</a></li>
            <li><a href="%C3%BC%25%26%3F%23.txt">ü%&amp;?#.txt</a></li>
            </ul>
            <hr>
            </body>
            </html>
            """;

    private static List<ListedEntry> entries(String page) {
        List<ListedEntry> entries = new ArrayList<>();
        new FolderPage(FOLDER, page.getBytes(StandardCharsets.UTF_8)).read(entries::add);
        return entries;
    }

    private static List<String> paths(String page) {
        return entries(page).stream().map(entry -> entry.path() + (entry.isFolder() ? "/" : "")).toList();
    }

    /** One link in an otherwise good page. */
    private static String page(String href) {
        return "<html><title>Index of /</title><body><a href=\"" + href + "\">x</a> <a href=\"good\">good</a></body></html>";
    }

    private static IngestionException refused(String page) {
        return ListedFolder.refusal(() -> entries(page));
    }

    @Test
    void readsNginx() {
        assertThat(entries(NGINX)).containsExactly(
                new ListedEntry("sub", FOLDER + "sub/", true, -1, null),
                new ListedEntry("a b%.bin", FOLDER + "a%20b%25.bin", false, 65_536, null),
                new ListedEntry("co:lon", FOLDER + "co%3Alon", false, 0, null),
                new ListedEntry("model-with-a-name-of-more-than-fifty-characters.safetensors",
                        FOLDER + "model-with-a-name-of-more-than-fifty-characters.safetensors", false, 2_147_483_648L, null));
    }

    @Test
    void believesNoRoundedSize() {
        assertThat(entries(NGINX_ROUNDED)).extracting(ListedEntry::path, ListedEntry::size).containsExactly(
                tuple("sub", -1L), tuple("big", -1L),
                tuple("half", -1L), tuple("small", 9999L));
    }

    @Test
    void readsNginxJson() {
        assertThat(entries(NGINX_JSON)).containsExactly(
                new ListedEntry("sub", FOLDER + "sub/", true, -1, null),
                new ListedEntry("a b%.bin", FOLDER + "a%20b%25.bin", false, 65_536, Instant.parse("2024-07-18T10:20:30Z")),
                new ListedEntry("ü\"?#", FOLDER + "%C3%BC%22%3F%23", false, 2_147_483_648L, Instant.parse("2024-07-18T10:20:31Z")));
    }

    @ParameterizedTest
    @ValueSource(strings = {APACHE, APACHE_TABLE})
    void readsApache(String page) {
        assertThat(entries(page)).contains(new ListedEntry("a b.bin", FOLDER + "a%20b.bin", false, -1, null),
                new ListedEntry("sub", FOLDER + "sub/", true, -1, null));
        assertThat(paths(page)).containsOnly("a b.bin", "sub/");
    }

    @Test
    void readsPython() {
        assertThat(entries(PYTHON)).containsExactly(
                new ListedEntry("a b.bin", FOLDER + "a%20b.bin", false, -1, null),
                new ListedEntry("sub", FOLDER + "sub/", true, -1, null),
                new ListedEntry("ü%&?#.txt", FOLDER + "%C3%BC%25%26%3F%23.txt", false, -1, null));
    }

    @Test
    void takesNoSizeThatStandsBeforeTheNextLink() {
        String iis = "<html><body><pre><A HREF=\"/models/\">[To Parent Directory]</A><br><br> 7/18/2024 10:20 AM        65536 "
                + "<A HREF=\"/models/tiny/a\">a</A><br> 7/18/2024 10:20 AM        77 <A HREF=\"/models/tiny/b\">b</A><br></pre></body></html>";
        assertThat(entries(iis)).extracting(ListedEntry::path, ListedEntry::size).containsExactly(
                tuple("a", -1L), tuple("b", -1L));
    }

    @ParameterizedTest
    @CsvSource({"./good,good", "/models/tiny/good,good", "http://host:8080/models/tiny/good,good", "HTTP://HOST:8080/models/tiny/good,good",
            "two words,two words", "ü[1].bin,ü[1].bin", "sub/deep/file,sub/deep/file", "sub/../other,other", "a//b,a/b", "%67ood,good",
            "./co:lon,co:lon", "a&amp;b,a&b", ".gitattributes,.gitattributes", "...,..."})
    void takesLinksThatLeadBelowTheFolder(String href, String path) {
        assertThat(paths(page(href))).containsExactly(path, "good");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../", "..", "./", "", "/", "/models/", "/models/tiny", "/models/tiny/", "/models/tiny2/x", "../tiny2/x",
            "sub/../../x",
            "../../../../../etc/passwd", "http://elsewhere/models/tiny/x", "//elsewhere/models/tiny/x", "https://host:8080/models/tiny/x",
            "http://host/models/tiny/x", "http://host:8080@elsewhere/models/tiny/x", "?C=N;O=D", "./?sort=name", "x?download=1", "#top",
            "x#top",
            "javascript:void(0)", "mailto:a@b", "data:text/plain,x", "file:///etc/passwd", "ftp://host/x", "http:x", "http://[", "co:lon"})
    void passesOverLinksThatLeadElsewhere(String href) {
        assertThat(paths(page(href))).containsExactly("good");
    }

    @ParameterizedTest
    @ValueSource(strings = {"..%2fup", "..%2f..%2fetc%2fpasswd", "%2e%2e/up", "%2e%2e%2fup", "a%2fb", "a%5cb", "a\\b", "..\\up", "a%0ab",
            "a&#10;b", "a%00b", "%ff",
            "a/%2e/b", "100%", "%zz"})
    void refusesNamesThatCannotBeKept(String href) {
        assertThat(refused(page(href)).kind()).isEqualTo(FailureKind.MALFORMED_ARTIFACT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", ".", "", "a/b", "../up", "a\\\\b", "a\\nb", "a\\u0000b"})
    void refusesNamesInJsonThatCannotBeKept(String name) {
        assertThat(refused("[{\"name\":\"" + name + "\",\"type\":\"file\",\"size\":1}]").kind()).isEqualTo(FailureKind.MALFORMED_ARTIFACT);
    }

    @Test
    void refusesWhatIsNoFileInJson() {
        assertThat(refused("[{\"name\":\"pipe\",\"type\":\"other\",\"size\":1}]").getMessage()).contains("neither a file nor a folder");
    }

    @Test
    void excessDotsOfALinkEndAtTheRoot() {
        List<ListedEntry> entries = new ArrayList<>();
        new FolderPage(URI.create("http://host/"), page("../").getBytes(StandardCharsets.UTF_8)).read(entries::add);
        assertThat(entries).extracting(ListedEntry::path).containsExactly("good");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "hello", "{\"error\":\"no\"}", "<html><body>Welcome</body></html>", "<html><a href=\"/\">home</a></html>",
            "[1,2]", "[null]", "[[]]", "[{}]", "[{\"name\":\"a\"}]", "[{\"name\":\"a\",\"type\":\"file\"",
            "[{\"name\":\"a\",\"type\":\"file\"},",
            "<html><form><input type=password></form><a href=forgotten.html>?</a></html>"})
    void refusesWhatIsNoListing(String page) {
        IngestionException failed = refused(page);
        assertThat(failed.kind()).isEqualTo(FailureKind.MALFORMED_ARTIFACT);
        assertThat(failed.getMessage()).startsWith("Could not list http://host:8080/models/tiny/: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[\n]", "\uFEFF[]",
            "<html><head><title>Index of /x</title></head><body><pre><a href=\"../\">../</a></pre></body></html>",
            "<!DOCTYPE HTML><title>Directory listing for /x/</title><ul>\n</ul>"})
    void anEmptyFolderIsAListing(String page) {
        assertThat(entries(page)).isEmpty();
    }

    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void needsNoMoreMemoryForAPageThatIsAllMarkup() {
        byte[] page = ("<html><title>Index of /</title>" + "<p><b>".repeat(FolderPages.MAX_BYTES / 6 - 10))
                .getBytes(StandardCharsets.UTF_8);
        List<ListedEntry> entries = new ArrayList<>();
        new FolderPage(FOLDER, page).read(entries::add);
        assertThat(entries).isEmpty();
    }
}

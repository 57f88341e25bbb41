package dev.weighbridge.net;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Certificates in the textual form of RFC 7468, one after the other, with any text between them and any line ends: a bundle is often put together from
 * files of several systems, which the JDK's own reader of bundles does not forgive.
 */
final class CertificateFile {

    private static final int LARGEST = 16 * 1024 * 1024;

    private static final Pattern BLOCK = Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([^-]*)-----END \\1-----");

    private static final Pattern BEGIN = Pattern.compile("-----BEGIN ");

    private CertificateFile() {}

    /**
     * @param setting what names the file
     * @return at least one
     * @throws IllegalArgumentException if there is none, or anything else between such lines
     */
    static List<Certificate> read(String setting, String file) {
        try (InputStream in = Files.newInputStream(Path.of(file))) {
            byte[] bytes = in.readNBytes(LARGEST + 1);
            if (bytes.length > LARGEST) {
                throw unreadable(setting, file, "it has more than " + LARGEST + " bytes", null);
            }
            List<Certificate> certificates = parse(new String(bytes, StandardCharsets.ISO_8859_1));
            if (certificates.isEmpty()) {
                throw unreadable(setting, file, "it holds no certificate", null);
            }
            return certificates;
        } catch (NoSuchFileException | InvalidPathException missing) {
            throw unreadable(setting, file, "there is no such file", missing);
        } catch (IOException closed) {
            throw unreadable(setting, file, "it cannot be read", closed);
        } catch (CertificateException malformed) {
            throw unreadable(setting, file, "it holds something that is no certificate", malformed);
        }
    }

    private static List<Certificate> parse(String text) throws CertificateException {
        CertificateFactory factory = CertificateFactory.getInstance("X.509");
        List<Certificate> certificates = new ArrayList<>();
        Matcher block = BLOCK.matcher(text);
        while (block.find()) {
            if (!"CERTIFICATE".equals(block.group(1))) {
                throw new CertificateException("a block of another kind");
            }
            byte[] der = Base64.getMimeDecoder().decode(String.valueOf(block.group(2)));
            certificates.add(factory.generateCertificate(new ByteArrayInputStream(der)));
        }
        if (BEGIN.matcher(text).results().count() != certificates.size()) {
            throw new CertificateException("a block that does not end");
        }
        return certificates;
    }

    private static IllegalArgumentException unreadable(String setting, String file, String why, @Nullable Exception cause) {
        return new IllegalArgumentException("Could not read " + setting + " '" + file + "': " + why + ". Give a file of PEM certificates.",
                cause);
    }
}

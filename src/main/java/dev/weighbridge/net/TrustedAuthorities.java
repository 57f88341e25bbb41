package dev.weighbridge.net;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.List;

import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

import org.jspecify.annotations.Nullable;

/** Whose certificates are believed: the authorities that the JDK knows, and those of a file. */
final class TrustedAuthorities {

    static final String PROPERTY = "weighbridge.net.ca-file";

    private TrustedAuthorities() {}

    /**
     * @param file PEM certificates, or null or empty for none besides the JDK's. Read now, and not again when it changes
     * @throws IllegalArgumentException if the file is not there or holds no certificate, or anything else
     */
    static SSLContext with(@Nullable String file) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, managers(file), null);
            return context;
        } catch (GeneralSecurityException | IOException broken) {
            throw new IllegalStateException("Could not prepare TLS: this JDK does not allow it. Check its security settings.", broken);
        }
    }

    /** Who decides; null for the JDK's own. */
    static TrustManager @Nullable [] managers(@Nullable String file) throws GeneralSecurityException, IOException {
        return file == null || file.isBlank() ? null : believing(CertificateFile.read(PROPERTY, file.strip()));
    }

    private static TrustManager[] believing(List<Certificate> more) throws GeneralSecurityException, IOException {
        KeyStore all = KeyStore.getInstance(KeyStore.getDefaultType());
        all.load(null, null);
        List<Certificate> certificates = new ArrayList<>(more);
        for (TrustManager manager : of(null)) {
            if (manager instanceof X509TrustManager known) {
                certificates.addAll(List.of(known.getAcceptedIssuers()));
            }
        }
        for (int i = 0; i < certificates.size(); i++) {
            all.setCertificateEntry("authority-" + i, certificates.get(i));
        }
        return of(all);
    }

    /** @param store null for the JDK's own */
    private static TrustManager[] of(@Nullable KeyStore store) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory.getTrustManagers();
    }
}

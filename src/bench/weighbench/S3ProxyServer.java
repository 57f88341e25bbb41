import java.net.URI;
import java.util.Properties;

import org.gaul.s3proxy.BlobStores;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;

/**
 * S3Proxy as a process, from its source: {@code java -cp <test class path> S3ProxyServer.java <port> <folder> <key> <secret>}. Its own Main needs a
 * library that the build leaves out.
 */
void main(String... arguments) throws Exception {
    var folder = new Properties();
    folder.setProperty("jclouds.filesystem.basedir", arguments[1]);
    S3Proxy.builder().blobStore(BlobStores.create("filesystem-nio2", folder)).endpoint(URI.create("http://127.0.0.1:" + arguments[0]))
            .awsAuthentication(AuthenticationType.AWS_V2_OR_V4, arguments[2], arguments[3]).build().start();
}

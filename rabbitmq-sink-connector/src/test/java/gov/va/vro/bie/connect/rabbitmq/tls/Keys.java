package gov.va.vro.bie.connect.rabbitmq.tls;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocketFactory;
import javax.net.ssl.TrustManagerFactory;

/**
 * Keys and certificates, made by the JDK's keytool in a temporary directory, each once in a test run. All but the
 * authority share one key: what a test is about is the certificate.
 */
public final class Keys {

    public static final String PASSWORD = "open sesame";

    private static final Keys SHARED = make();

    private final Path directory;
    private final Map<String, Identity> certified = new HashMap<>();
    private final Identity authority;
    private final Identity key;

    private Keys(Path directory) throws IOException, InterruptedException {
        this.directory = directory;
        authority = generate("authority", List.of("-ext", "bc:critical=ca:true", "-ext", "ku:critical=keyCertSign"));
        key = generate("key", List.of());
        keytool(key, List.of("-certreq", "-file", request()));
    }

    public static Keys shared() {
        return SHARED;
    }

    private static Keys make() {
        try {
            var directory = Files.createTempDirectory("keys");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(directory)));
            return new Keys(directory);
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException("keytool cannot be run", e);
        }
    }

    private static void delete(Path directory) {
        try (var files = Files.list(directory)) {
            for (var file : files.toList()) {
                Files.delete(file);
            }
            Files.delete(directory);
        } catch (IOException left) {
            throw new UncheckedIOException(left);
        }
    }

    /** A key with its certificate, in a keystore {@code NAME.p12} whose entry has that name too. */
    public record Identity(String name, Path keystore) {

        public Certificate[] chain() throws IOException, GeneralSecurityException {
            return store().getCertificateChain(name);
        }

        public PrivateKey key() throws IOException, GeneralSecurityException {
            return (PrivateKey) store().getKey(name, PASSWORD.toCharArray());
        }

        public KeyStore store() throws IOException, GeneralSecurityException {
            var store = KeyStore.getInstance("PKCS12");
            try (var in = Files.newInputStream(keystore)) {
                store.load(in, PASSWORD.toCharArray());
            }
            return store;
        }

        public String keyPem() throws IOException, GeneralSecurityException {
            return pem("PRIVATE KEY", key().getEncoded());
        }

        /** The key, encrypted as openssl 3 does: PBES2 with PBKDF2, HMAC-SHA256 and AES-256. */
        public String encryptedKeyPem(String password) throws IOException, GeneralSecurityException {
            var scheme = "PBEWithHmacSHA256AndAES_256";
            var cipher = Cipher.getInstance(scheme);
            cipher.init(
                    Cipher.ENCRYPT_MODE,
                    SecretKeyFactory.getInstance(scheme).generateSecret(new PBEKeySpec(password.toCharArray())));
            var parameters = AlgorithmParameters.getInstance("PBES2");
            parameters.init(cipher.getParameters().getEncoded());
            var encrypted = new EncryptedPrivateKeyInfo(parameters, cipher.doFinal(key().getEncoded()));
            return pem("ENCRYPTED PRIVATE KEY", encrypted.getEncoded());
        }

        public String chainPem() throws IOException, GeneralSecurityException {
            var text = new StringBuilder();
            for (var certificate : chain()) {
                text.append(pem("CERTIFICATE", certificate.getEncoded()));
            }
            return text.toString();
        }
    }

    /** An authority that signs itself. */
    public Identity authority() {
        return authority;
    }

    /** A host that is this machine. */
    public Identity server() {
        return certified("server", "-ext", "san=dns:localhost,ip:127.0.0.1");
    }

    public Identity client() {
        return certified("client");
    }

    /** The key with a certificate of the authority's, for that common name. */
    public synchronized Identity certified(String name, String... options) {
        return certified.computeIfAbsent(name, missing -> {
            try {
                return certify(name, options);
            } catch (IOException | GeneralSecurityException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private Identity certify(String name, String... options)
            throws IOException, InterruptedException, GeneralSecurityException {
        var certificate = directory.resolve(name + ".cer");
        var sign = new ArrayList<>(
                List.of("-gencert", "-infile", request(), "-outfile", certificate.toString(), "-dname", "CN=" + name));
        sign.addAll(List.of(options));
        keytool(authority, sign);
        var store = key.store();
        try (var in = Files.newInputStream(certificate)) {
            var leaf = CertificateFactory.getInstance("X.509").generateCertificate(in);
            var chain = new Certificate[] {leaf, authority.chain()[0]};
            store.setKeyEntry(key.name(), key.key(), PASSWORD.toCharArray(), chain);
        }
        var keystore = directory.resolve(name + ".p12");
        write(store, keystore);
        return new Identity(key.name(), keystore);
    }

    private String request() {
        return directory.resolve("key.csr").toString();
    }

    private Identity generate(String name, List<String> options) throws IOException, InterruptedException {
        var identity = new Identity(name, directory.resolve(name + ".p12"));
        var arguments = new ArrayList<>(
                List.of("-genkeypair", "-keyalg", "EC", "-groupname", "secp256r1", "-dname", "CN=" + name));
        arguments.addAll(options);
        keytool(identity, arguments);
        return identity;
    }

    private static void keytool(Identity identity, List<String> arguments) throws IOException, InterruptedException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(arguments);
        command.addAll(List.of(
                "-alias", identity.name(), "-keystore", identity.keystore().toString()));
        command.addAll(List.of("-storetype", "PKCS12", "-storepass", PASSWORD));
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var said = new String(process.getInputStream().readAllBytes(), ISO_8859_1);
        if (process.waitFor() != 0) {
            throw new IOException("keytool " + arguments + ": " + said);
        }
    }

    /** A keystore of certificates that are trusted. */
    public Path truststore(String name, String type, Identity... trusted) throws IOException, GeneralSecurityException {
        var store = KeyStore.getInstance(type);
        store.load(null, null);
        for (var identity : trusted) {
            store.setCertificateEntry(identity.name(), identity.chain()[0]);
        }
        var file = directory.resolve(name);
        write(store, file);
        return file;
    }

    public Path file(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text);
    }

    /** Sockets of a server with that certificate, which trusts the authority and asks for a client certificate. */
    public SSLServerSocketFactory serverSockets(Identity host) throws IOException, GeneralSecurityException {
        var own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        own.init(host.store(), PASSWORD.toCharArray());
        var trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trusted.init(authority.store());
        var context = SSLContext.getInstance("TLS");
        context.init(own.getKeyManagers(), trusted.getTrustManagers(), null);
        return context.getServerSocketFactory();
    }

    private static void write(KeyStore store, Path file) throws IOException, GeneralSecurityException {
        try (var out = Files.newOutputStream(file)) {
            store.store(out, PASSWORD.toCharArray());
        }
    }

    private static String pem(String label, byte[] bytes) {
        var base64 = Base64.getMimeEncoder(64, "\n".getBytes(ISO_8859_1)).encodeToString(bytes);
        return String.join(
                "\n", Arrays.asList("-----BEGIN " + label + "-----", base64, "-----END " + label + "-----\n"));
    }
}

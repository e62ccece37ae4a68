package gov.va.vro.bie.localstack.recipe;

import gov.va.vro.bie.localstack.Endpoints;
import gov.va.vro.bie.localstack.files.PrivateFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * An authority of the stack's own, and what it has signed: RabbitMQ's certificate, for 127.0.0.1 and for no other name,
 * and one each for the worker and the persister, whose common name is that of their user in RabbitMQ. Made once, by the
 * JDK's keytool, and kept in the stack's directory.
 *
 * <p>{@code ca.pem}, {@code server.pem}, {@code server-key.pem}; {@code bie_connect.pem} and {@code bie_persister.pem}
 * are key and certificate in one file, as Kafka's clients read it, the same ending in {@code .p12} with the password of
 * RabbitMQ's administrator.
 */
final class TlsKeys {

    private static final String YEARS = "3650";

    /** Users of RabbitMQ. */
    private static final List<String> CLIENTS = List.of(Endpoints.CONNECT, Endpoints.PERSISTER);

    private final Path directory;
    private final String password;

    TlsKeys(Path directory, String password) {
        this.directory = directory;
        this.password = password;
    }

    Path authority() {
        return directory.resolve("ca.pem");
    }

    Path serverCertificate() {
        return directory.resolve("server.pem");
    }

    Path serverKey() {
        return directory.resolve("server-key.pem");
    }

    private Path client(String user) {
        return directory.resolve(user + ".pem");
    }

    /** Makes what is not there yet; the last client's file is the last. Whoever comes second waits. */
    void make() throws IOException {
        synchronized (TlsKeys.class) {
            makeMissing();
        }
    }

    private void makeMissing() throws IOException {
        if (Files.exists(client(CLIENTS.get(CLIENTS.size() - 1)))) {
            return;
        }
        PrivateFiles.directory(directory);
        for (var name : List.of("ca", "server")) {
            Files.deleteIfExists(keystore(name));
        }
        try {
            generate("ca", "local stack", "-ext", "bc:critical=ca:true", "-ext", "ku:critical=keyCertSign");
            PrivateFiles.write(
                    authority(),
                    pem("CERTIFICATE", load("ca").getCertificate("ca").getEncoded()));
            sign("server", "RabbitMQ", "-ext", "san=ip:127.0.0.1", "-ext", "eku=serverAuth");
            PrivateFiles.write(serverKey(), keyPem("server"));
            PrivateFiles.write(serverCertificate(), certificatePem("server"));
            for (var user : CLIENTS) {
                Files.deleteIfExists(keystore(user));
                sign(user, user, "-ext", "eku=clientAuth");
                PrivateFiles.write(client(user), keyPem(user) + certificatePem(user));
            }
        } catch (GeneralSecurityException e) {
            throw new IOException("the keys for TLS could not be made: " + e.getMessage(), e);
        }
    }

    private void generate(String name, String commonName, String... options) throws IOException {
        var arguments = new ArrayList<>(List.of("-genkeypair", "-keyalg", "EC", "-groupname", "secp256r1"));
        arguments.addAll(List.of("-dname", "CN=" + commonName, "-validity", YEARS));
        arguments.addAll(List.of(options));
        keytool(name, arguments);
    }

    private void sign(String name, String commonName, String... options) throws IOException, GeneralSecurityException {
        generate(name, commonName);
        var request = directory.resolve(name + ".csr");
        var certificate = directory.resolve(name + ".cer");
        keytool(name, List.of("-certreq", "-file", request.toString()));
        var arguments = new ArrayList<>(List.of("-gencert", "-infile", request.toString()));
        arguments.addAll(List.of("-outfile", certificate.toString(), "-validity", YEARS));
        arguments.addAll(List.of(options));
        keytool("ca", arguments);
        var store = load(name);
        try (var in = Files.newInputStream(certificate);
                var out = Files.newOutputStream(keystore(name))) {
            var signed = CertificateFactory.getInstance("X.509").generateCertificate(in);
            var chain = new Certificate[] {signed, load("ca").getCertificate("ca")};
            store.setKeyEntry(name, store.getKey(name, secret()), secret(), chain);
            store.store(out, secret());
        }
        Files.delete(request);
        Files.delete(certificate);
    }

    private void keytool(String alias, List<String> arguments) throws IOException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of("-J-XX:TieredStopAtLevel=1", "-J-XX:+UseSerialGC"));
        command.addAll(arguments);
        command.addAll(List.of("-alias", alias, "-keystore", keystore(alias).toString(), "-storetype", "PKCS12"));
        command.addAll(List.of("-storepass:env", "STACK_KEYSTORE_PASSWORD"));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("STACK_KEYSTORE_PASSWORD", password);
        var process = builder.start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new IOException("keytool " + arguments.get(0) + " failed: " + said.strip());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while keytool ran", e);
        }
    }

    private Path keystore(String name) {
        return directory.resolve(name + ".p12");
    }

    private KeyStore load(String name) throws IOException, GeneralSecurityException {
        var store = KeyStore.getInstance("PKCS12");
        try (var in = Files.newInputStream(keystore(name))) {
            store.load(in, secret());
        }
        return store;
    }

    private char[] secret() {
        return password.toCharArray();
    }

    private String keyPem(String name) throws IOException, GeneralSecurityException {
        return pem("PRIVATE KEY", load(name).getKey(name, secret()).getEncoded());
    }

    private String certificatePem(String name) throws IOException, GeneralSecurityException {
        return pem("CERTIFICATE", load(name).getCertificate(name).getEncoded());
    }

    private static String pem(String label, byte[] bytes) {
        var encoder = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));
        return "-----BEGIN " + label + "-----\n" + encoder.encodeToString(bytes) + "\n-----END " + label + "-----\n";
    }
}

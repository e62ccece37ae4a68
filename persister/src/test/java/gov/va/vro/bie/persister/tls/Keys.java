package gov.va.vro.bie.persister.tls;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** An authority, what it has signed, and one that nobody knows, made by the JDK's keytool; as PEM files in a folder. */
final class Keys {

    private static final String PASSWORD = "open sesame";

    private final Path folder;

    private Keys(Path folder) {
        this.folder = folder;
    }

    /** The server's certificate is for 127.0.0.1 and no other name; the client's common name is guest. */
    static Keys make(Path folder) throws Exception {
        var keys = new Keys(folder);
        for (var authority : List.of("authority", "stranger")) {
            keys.generate(authority, authority, "-ext", "bc:critical=ca:true", "-ext", "ku:critical=keyCertSign");
            keys.write(authority);
        }
        keys.sign("server", "server", "-ext", "san=ip:127.0.0.1", "-ext", "eku=serverAuth");
        keys.sign("client", "bie_persister", "-ext", "eku=clientAuth");
        return keys;
    }

    /** The file NAME.pem, a certificate, of "authority", "stranger", "server" or "client". */
    Path certificate(String name) {
        return folder.resolve(name + ".pem");
    }

    Path key(String name) {
        return folder.resolve(name + "-key.pem");
    }

    private void sign(String name, String commonName, String... options) throws Exception {
        generate(name, commonName);
        keytool(name, "-certreq", "-file", file(name + ".csr"));
        var arguments = new ArrayList<>(List.of("-gencert", "-infile", file(name + ".csr")));
        arguments.addAll(List.of("-outfile", file(name + ".cer")));
        arguments.addAll(List.of(options));
        keytool("authority", arguments.toArray(String[]::new));
        Files.writeString(certificate(name), pem("CERTIFICATE", Files.readAllBytes(folder.resolve(name + ".cer"))));
        Files.createFile(key(name), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(
                key(name),
                pem(
                        "PRIVATE KEY",
                        store(name).getKey(name, PASSWORD.toCharArray()).getEncoded()));
    }

    private void generate(String name, String commonName, String... options) throws Exception {
        var arguments = new ArrayList<>(List.of("-genkeypair", "-keyalg", "EC", "-groupname", "secp256r1"));
        arguments.addAll(List.of("-dname", "CN=" + commonName));
        arguments.addAll(List.of(options));
        keytool(name, arguments.toArray(String[]::new));
    }

    private void write(String name) throws Exception {
        Files.writeString(
                certificate(name),
                pem("CERTIFICATE", store(name).getCertificate(name).getEncoded()));
    }

    private void keytool(String alias, String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(List.of(arguments));
        command.addAll(List.of("-alias", alias, "-keystore", file(alias + ".p12"), "-storepass", PASSWORD));
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(said);
        }
    }

    private KeyStore store(String name) throws Exception {
        return KeyStore.getInstance(folder.resolve(name + ".p12").toFile(), PASSWORD.toCharArray());
    }

    private String file(String name) {
        return folder.resolve(name).toString();
    }

    private static String pem(String label, byte[] bytes) {
        var encoder = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));
        return "-----BEGIN " + label + "-----\n" + encoder.encodeToString(bytes) + "\n-----END " + label + "-----\n";
    }
}

package gov.va.vro.bie.connect.rabbitmq.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * Text in PEM: sections of Base64 between a BEGIN and an END line, and anything around them. As in Kafka's clients,
 * spaces may stand where lines end, since a value of JSON or of the environment may have lost them. What is in the
 * sections, the JDK reads.
 */
final class Pem {

    private static final Pattern SECTION =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----(.*?)-----END \\1-----", Pattern.DOTALL);
    private static final String CERTIFICATE = "CERTIFICATE";
    private static final String KEY = "PRIVATE KEY";
    private static final String ENCRYPTED_KEY = "ENCRYPTED PRIVATE KEY";

    private final List<Section> sections;

    private record Section(String label, String base64) {

        byte[] bytes() {
            return Base64.getMimeDecoder().decode(base64);
        }
    }

    private Pem(List<Section> sections) {
        this.sections = sections;
    }

    static Pem parse(String text) {
        var sections = SECTION.matcher(text)
                .results()
                .map(section -> new Section(section.group(1), section.group(2)))
                .toList();
        return new Pem(sections);
    }

    static boolean looksLike(String text) {
        return text.contains("-----BEGIN ");
    }

    /** All certificates, in order. */
    List<X509Certificate> certificates() throws CertificateException {
        var factory = CertificateFactory.getInstance("X.509");
        var certificates = new ArrayList<X509Certificate>();
        for (var section : sections) {
            if (section.label().equals(CERTIFICATE)) {
                certificates.add(
                        (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(section.bytes())));
            }
        }
        return certificates;
    }

    boolean hasKey() {
        return section(KEY).or(() -> section(ENCRYPTED_KEY)).isPresent();
    }

    boolean hasEncryptedKey() {
        return section(KEY).isEmpty() && section(ENCRYPTED_KEY).isPresent();
    }

    /** A key in a form of before PKCS #8, which the JDK does not read. */
    boolean hasOldKey() {
        return sections.stream()
                .anyMatch(section ->
                        section.label().endsWith(" " + KEY) && !section.label().equals(ENCRYPTED_KEY));
    }

    /**
     * The first key.
     *
     * @param algorithm of the certificate that it belongs to
     */
    PrivateKey key(String algorithm) throws GeneralSecurityException {
        return KeyFactory.getInstance(algorithm)
                .generatePrivate(
                        new PKCS8EncodedKeySpec(section(KEY).orElseThrow().bytes()));
    }

    /** The first encrypted key. */
    PrivateKey key(String algorithm, String password) throws GeneralSecurityException, IOException {
        var encrypted =
                new EncryptedPrivateKeyInfo(section(ENCRYPTED_KEY).orElseThrow().bytes());
        // For the schemes of PKCS #5 version 2, the JDK has the name that its ciphers go by in the parameters only.
        var scheme = encrypted.getAlgName().startsWith("PBES2")
                        || encrypted.getAlgName().startsWith("1.2.")
                ? Objects.toString(encrypted.getAlgParameters(), encrypted.getAlgName())
                : encrypted.getAlgName();
        var secret = SecretKeyFactory.getInstance(scheme).generateSecret(new PBEKeySpec(password.toCharArray()));
        var cipher = Cipher.getInstance(scheme);
        cipher.init(Cipher.DECRYPT_MODE, secret, encrypted.getAlgParameters());
        return KeyFactory.getInstance(algorithm).generatePrivate(encrypted.getKeySpec(cipher));
    }

    private Optional<Section> section(String label) {
        return sections.stream()
                .filter(section -> section.label().equals(label))
                .findFirst();
    }
}

package gov.va.vro.bie.persister.tls;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/** Text in PEM: sections of Base64 between a BEGIN and an END line, and anything around them. */
record Pem(List<Section> sections) {

    private static final Pattern SECTION =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----(.*?)-----END \\1-----", Pattern.DOTALL);

    private record Section(String label, String base64) {

        byte[] bytes() {
            return Base64.getMimeDecoder().decode(base64);
        }
    }

    static Pem of(String text) {
        return new Pem(SECTION.matcher(text)
                .results()
                .map(section -> new Section(section.group(1), section.group(2)))
                .toList());
    }

    /**
     * All certificates, in order.
     *
     * @throws IllegalArgumentException when there is none
     */
    List<Certificate> certificates() throws GeneralSecurityException {
        var factory = CertificateFactory.getInstance("X.509");
        var certificates = new ArrayList<Certificate>();
        for (var section : sections) {
            if (section.label.equals("CERTIFICATE")) {
                certificates.add(factory.generateCertificate(new ByteArrayInputStream(section.bytes())));
            }
        }
        if (certificates.isEmpty()) {
            throw new IllegalArgumentException("there is no section BEGIN CERTIFICATE in it");
        }
        return certificates;
    }

    /**
     * The first key.
     *
     * @param algorithm of the certificate that it belongs to
     * @throws IllegalArgumentException when there is none in the form that the JDK reads
     */
    PrivateKey key(String algorithm) throws GeneralSecurityException {
        var key = sections.stream()
                .filter(section -> section.label.equals("PRIVATE KEY"))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no section BEGIN PRIVATE KEY in it (PKCS #8,"
                        + " not encrypted; \"openssl pkcs8 -topk8 -nocrypt\" makes one of any other)"));
        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(key.bytes()));
    }
}

package gov.va.vro.bie.connect.rabbitmq.tls;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Map;

/** Tells whether a private and a public key are a pair, which the JDK asks of nobody until the handshake fails. */
final class KeyPairs {

    private static final Map<String, String> SIGNATURES =
            Map.of("RSA", "SHA256withRSA", "EC", "SHA256withECDSA", "EdDSA", "EdDSA");
    private static final byte[] PROOF = {42};

    private KeyPairs() {}

    /** Signs with the one and verifies with the other; a pair of an algorithm that is not known here passes. */
    static boolean belongTogether(PrivateKey privateKey, PublicKey publicKey) throws GeneralSecurityException {
        var algorithm = SIGNATURES.get(publicKey.getAlgorithm());
        if (algorithm == null) {
            return true;
        }
        var signature = Signature.getInstance(algorithm);
        signature.initSign(privateKey);
        signature.update(PROOF);
        var signed = signature.sign();
        signature.initVerify(publicKey);
        signature.update(PROOF);
        return signature.verify(signed);
    }
}

package gov.va.vro.bie.connect.rabbitmq.tls;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509KeyManager;

/**
 * Notes whether the broker has asked for a client certificate. A broker that does not like the answer says so and closes
 * at once, and its word is mostly lost in the reset that follows; that it had asked is what remains to go by.
 */
final class RecordingKeyManager extends X509ExtendedKeyManager {

    private final X509KeyManager own;
    private volatile boolean asked;

    /** @param own null when there is no certificate to show */
    RecordingKeyManager(X509KeyManager own) {
        this.own = own;
    }

    boolean wasAsked() {
        return asked;
    }

    void forgetThatItWasAsked() {
        asked = false;
    }

    @Override
    public String chooseClientAlias(String[] keyTypes, Principal[] issuers, Socket socket) {
        asked = true;
        return own == null ? null : own.chooseClientAlias(keyTypes, issuers, socket);
    }

    @Override
    public String[] getClientAliases(String keyType, Principal[] issuers) {
        return own == null ? null : own.getClientAliases(keyType, issuers);
    }

    @Override
    public X509Certificate[] getCertificateChain(String alias) {
        return own == null ? null : own.getCertificateChain(alias);
    }

    @Override
    public PrivateKey getPrivateKey(String alias) {
        return own == null ? null : own.getPrivateKey(alias);
    }

    @Override
    public String chooseServerAlias(String keyType, Principal[] issuers, Socket socket) {
        return null;
    }

    @Override
    public String[] getServerAliases(String keyType, Principal[] issuers) {
        return null;
    }
}

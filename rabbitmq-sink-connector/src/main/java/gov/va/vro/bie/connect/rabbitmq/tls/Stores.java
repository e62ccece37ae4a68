package gov.va.vro.bie.connect.rabbitmq.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.UnrecoverableKeyException;
import java.util.Optional;
import org.apache.kafka.common.config.types.Password;

/** Reads files of keys and certificates, and says what is wrong with one that cannot be read. */
final class Stores {

    private Stores() {}

    /** The file's bytes. */
    static byte[] bytes(Path file, String setting) throws KeyMaterialException {
        try {
            if (Files.exists(file) && !Files.isRegularFile(file)) {
                throw new KeyMaterialException(
                        setting, "the file " + file + " cannot be read: it is not a regular file");
            }
            var bytes = Files.readAllBytes(file);
            if (bytes.length == 0) {
                throw new KeyMaterialException(setting, "the file " + file + " is empty");
            }
            return bytes;
        } catch (NoSuchFileException missing) {
            throw new KeyMaterialException(setting, "there is no file " + file + " on this worker");
        } catch (AccessDeniedException closed) {
            throw new KeyMaterialException(setting, "this worker may not read the file " + file);
        } catch (IOException failure) {
            throw new KeyMaterialException(setting, "the file " + file + " cannot be read");
        }
    }

    /** The file's text. */
    static String text(Path file, String setting) throws KeyMaterialException {
        return new String(bytes(file, setting), StandardCharsets.ISO_8859_1);
    }

    /**
     * Loads a keystore of Java's.
     *
     * @param location the setting that names the file, one of {@code ssl.*.location}; its type and password go by the
     *     same name
     */
    static KeyStore load(StoreType type, Path file, Optional<Password> password, String location)
            throws KeyMaterialException {
        var bytes = bytes(file, location);
        try {
            var store = KeyStore.getInstance(type.name());
            store.load(
                    new ByteArrayInputStream(bytes),
                    password.map(Password::value).map(String::toCharArray).orElse(null));
            return store;
        } catch (IOException | GeneralSecurityException failure) {
            throw explain(failure, bytes, type, file, location);
        }
    }

    private static KeyMaterialException explain(
            Exception failure, byte[] bytes, StoreType type, Path file, String location) {
        var store = location.substring(0, location.lastIndexOf('.') + 1);
        if (failure.getCause() instanceof UnrecoverableKeyException) {
            return new KeyMaterialException(store + "password", "it is not the password of " + file);
        }
        if (Pem.looksLike(new String(bytes, StandardCharsets.ISO_8859_1))) {
            return new KeyMaterialException(store + "type", "the file " + file + " is PEM, not " + type + ": set PEM");
        }
        return new KeyMaterialException(location, "the file " + file + " is no " + type + " keystore");
    }
}

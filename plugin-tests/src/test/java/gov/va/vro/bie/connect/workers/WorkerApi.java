package gov.va.vro.bie.connect.workers;

import gov.va.vro.bie.connect.workers.References.Reference;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Executable;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.objectweb.asm.Type;

/** The classes that a worker of one version gives to its plugins, with or without a plugin on top. */
final class WorkerApi implements AutoCloseable {

    private final URLClassLoader classes;

    /** @param pluginPath the plugin's own classes and jars */
    WorkerApi(String version, Path... pluginPath) throws IOException {
        var path = new ArrayList<>(List.of(pluginPath));
        try (var jars = Files.list(Path.of(System.getProperty("workers"), version))) {
            jars.forEach(path::add);
        }
        classes = new URLClassLoader(
                path.stream().map(WorkerApi::url).toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
    }

    /** Whether it has this, as the JVM would find it: in the class itself or what that inherits from. */
    boolean has(Reference wanted) {
        try {
            Class<?> owner = load(wanted.owner());
            return wanted.member() == null || lineage(owner).anyMatch(type -> declares(type, wanted));
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    Class<?> load(String name) throws ClassNotFoundException {
        return Class.forName(name, false, classes);
    }

    private static boolean declares(Class<?> type, Reference wanted) {
        if (wanted.isMethod()) {
            Stream<Executable> executables = wanted.member().equals("<init>")
                    ? Arrays.stream(type.getDeclaredConstructors())
                    : Arrays.stream(type.getDeclaredMethods())
                            .filter(method -> method.getName().equals(wanted.member()))
                            .map(Executable.class::cast);
            return executables.anyMatch(executable -> descriptor(executable).equals(wanted.descriptor()));
        }
        return Arrays.stream(type.getDeclaredFields())
                .anyMatch(field -> field.getName().equals(wanted.member())
                        && Type.getDescriptor(field.getType()).equals(wanted.descriptor()));
    }

    private static String descriptor(Executable executable) {
        return executable instanceof java.lang.reflect.Method method
                ? Type.getMethodDescriptor(method)
                : Type.getConstructorDescriptor((java.lang.reflect.Constructor<?>) executable);
    }

    private static Stream<Class<?>> lineage(Class<?> type) {
        var parents =
                Stream.<Class<?>>concat(Stream.ofNullable(type.getSuperclass()), Arrays.stream(type.getInterfaces()));
        var own = Stream.<Class<?>>of(type);
        var inherited = parents.flatMap(WorkerApi::lineage);
        // What an interface inherits without saying so.
        return type.isInterface()
                ? Stream.concat(Stream.concat(own, inherited), Stream.of(Object.class))
                : Stream.concat(own, inherited);
    }

    private static URL url(Path path) {
        try {
            return path.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        classes.close();
    }
}

package gov.va.vro.bie.connect.workers;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** What compiled classes refer to in the packages that a worker gives to its plugins. */
final class References {

    private final Set<Reference> found = new TreeSet<>();

    /**
     * A class, or a method or field of it.
     *
     * @param owner the class, as a class loader knows it
     * @param member null for the class alone
     * @param descriptor of the method or field, in the JVM's form
     */
    record Reference(String owner, String member, String descriptor) implements Comparable<Reference> {

        boolean isMethod() {
            return descriptor != null && descriptor.startsWith("(");
        }

        @Override
        public int compareTo(Reference other) {
            return toString().compareTo(other.toString());
        }

        @Override
        public String toString() {
            return member == null ? owner : owner + "." + member + descriptor;
        }
    }

    /** Of all classes in this folder or jar. */
    static Set<Reference> of(Path classes) throws IOException {
        if (Files.isDirectory(classes)) {
            return ofAllBelow(classes);
        }
        try (var jar = FileSystems.newFileSystem(classes)) {
            return ofAllBelow(jar.getPath("/"));
        }
    }

    private static Set<Reference> ofAllBelow(Path folder) throws IOException {
        var references = new References();
        try (var files = Files.walk(folder)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".class")).toList()) {
                new ClassReader(Files.readAllBytes(file)).accept(references.new Classes(), ClassReader.SKIP_DEBUG);
            }
        }
        return references.found;
    }

    private void add(String internalName, String member, String descriptor) {
        var owner = Type.getObjectType(internalName);
        while (owner.getSort() == Type.ARRAY) {
            owner = owner.getElementType();
        }
        String name = owner.getClassName();
        if (name.startsWith("org.apache.kafka.") || name.startsWith("org.slf4j.")) {
            found.add(new Reference(name, member, descriptor));
        }
    }

    private void addTypes(String descriptor) {
        var type = Type.getType(descriptor);
        if (type.getSort() == Type.METHOD) {
            addType(type.getReturnType());
            for (Type argument : type.getArgumentTypes()) {
                addType(argument);
            }
        } else {
            addType(type);
        }
    }

    private void addType(Type type) {
        if (type.getSort() == Type.OBJECT || type.getSort() == Type.ARRAY) {
            add(type.getInternalName(), null, null);
        }
    }

    private final class Classes extends ClassVisitor {

        Classes() {
            super(Opcodes.ASM9);
        }

        @Override
        public void visit(int version, int access, String name, String signature, String parent, String[] interfaces) {
            add(parent, null, null);
            for (String each : interfaces) {
                add(each, null, null);
            }
        }

        @Override
        public FieldVisitor visitField(int access, String name, String descriptor, String signature, Object value) {
            addTypes(descriptor);
            return null;
        }

        @Override
        public MethodVisitor visitMethod(
                int access, String name, String descriptor, String signature, String[] exceptions) {
            addTypes(descriptor);
            return new Code();
        }
    }

    private final class Code extends MethodVisitor {

        Code() {
            super(Opcodes.ASM9);
        }

        @Override
        public void visitTypeInsn(int opcode, String type) {
            add(type, null, null);
        }

        @Override
        public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
            add(owner, name, descriptor);
        }

        @Override
        public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean isInterface) {
            if (!owner.startsWith("[")) {
                add(owner, name, descriptor);
            }
        }

        @Override
        public void visitInvokeDynamicInsn(String name, String descriptor, Handle bootstrap, Object... arguments) {
            addTypes(descriptor);
            for (Object argument : arguments) {
                if (argument instanceof Handle handle) {
                    add(handle.getOwner(), handle.getName(), handle.getDesc());
                }
            }
        }

        @Override
        public void visitLdcInsn(Object value) {
            if (value instanceof Type type && type.getSort() != Type.METHOD) {
                addType(type);
            }
        }
    }
}

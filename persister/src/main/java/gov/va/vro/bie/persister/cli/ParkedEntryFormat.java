package gov.va.vro.bie.persister.cli;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;

/** How an entry of the list is kept in a temporary file while there are too many of them for the memory. */
final class ParkedEntryFormat implements SortedRun.Format<ParkedEntry> {

    /** Without its texts. */
    private static final int BYTES = 300;

    @Override
    public void write(ParkedEntry entry, DataOutput out) throws IOException {
        out.writeLong(entry.uuid().getMostSignificantBits());
        out.writeLong(entry.uuid().getLeastSignificantBits());
        write(entry.type(), out);
        write(entry.coordinates(), out);
        out.writeLong(entry.since().getEpochSecond());
        out.writeInt(entry.since().getNano());
        write(entry.reason(), out);
        out.writeInt(entry.copies());
        out.writeLong(entry.place());
        out.writeInt(entry.state().ordinal());
    }

    @Override
    public ParkedEntry read(DataInput in) throws IOException {
        return new ParkedEntry(
                new UUID(in.readLong(), in.readLong()),
                text(in),
                text(in),
                Instant.ofEpochSecond(in.readLong(), in.readInt()),
                text(in),
                in.readInt(),
                in.readLong(),
                ParkedState.values()[in.readInt()]);
    }

    @Override
    public int bytes(ParkedEntry entry) {
        return BYTES
                + Character.BYTES
                        * (entry.coordinates().length() + entry.reason().length());
    }

    /** Not writeUTF, which takes 64 KB and no more. */
    private static void write(String text, DataOutput out) throws IOException {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static String text(DataInput in) throws IOException {
        var bytes = new byte[in.readInt()];
        in.readFully(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }
}

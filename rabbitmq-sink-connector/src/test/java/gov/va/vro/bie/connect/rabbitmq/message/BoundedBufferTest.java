package gov.va.vro.bie.connect.rabbitmq.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class BoundedBufferTest {

    private static final int LIMIT = 8 * 1024 * 1024;
    private static final byte[] SMALL = new byte[300];
    private static final byte[] BIG = new byte[3 * 1024 * 1024];

    private final BoundedBuffer buffer = new BoundedBuffer(LIMIT);

    @Test
    void keepsWhatBigRecordsNeedForAsLongAsTheyAreBig() throws TooLarge {
        write(BIG);
        var array = buffer.array();
        write(BIG);

        assertThat(buffer.array()).isSameAs(array);
    }

    @Test
    void givesItBackWithTheFirstRecordThatIsNotBig() throws TooLarge {
        write(BIG);
        write(SMALL);

        assertThat(buffer.array()).hasSizeLessThan(BIG.length / 2);
    }

    @Test
    void givesItBackWithASmallRecordThatFails() throws TooLarge {
        write(BIG);
        buffer.write(SMALL, 0, SMALL.length);
        buffer.clear();

        assertThat(buffer.array()).hasSizeLessThan(BIG.length / 2);
    }

    @Test
    void refusesWhatGoesOverTheLimitAndGivesBackWhatItTookOfIt() throws TooLarge {
        var over = new byte[LIMIT - BIG.length + 1];
        buffer.write(BIG, 0, BIG.length);
        assertThatThrownBy(() -> buffer.write(over, 0, over.length)).isInstanceOf(TooLarge.class);
        buffer.clear();
        write(SMALL);

        assertThat(buffer.array()).hasSizeLessThan(BIG.length / 2);
    }

    /** As a record is written: it takes its bytes, and in any case clears the buffer after it. */
    private void write(byte[] record) throws TooLarge {
        buffer.write(record, 0, record.length);
        assertThat(buffer.take()).hasSize(record.length);
        buffer.clear();
    }
}

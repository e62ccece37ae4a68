package gov.va.vro.bie.localstack;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class JdbcUrlTest {

    @Test
    void takesUserPasswordAndSchemaOutOfTheQuery() {
        var url = JdbcUrl.parse("jdbc:postgresql://db:5432/bie?user=u&password=p%26q&currentSchema=other");

        assertThat(url.url()).isEqualTo("jdbc:postgresql://db:5432/bie");
        assertThat(url.user()).isEqualTo("u");
        assertThat(url.password()).isEqualTo("p&q");
        assertThat(url.schema()).isEqualTo("other");
    }

    @Test
    void keepsWhatElseTheQuerySays() {
        var url = JdbcUrl.parse("jdbc:postgresql://db/bie?user=u&sslmode=require&password=p");

        assertThat(url.url()).isEqualTo("jdbc:postgresql://db/bie?sslmode=require");
        assertThat(url.withCredentials())
                .isEqualTo("jdbc:postgresql://db/bie?sslmode=require&user=u&password=p&currentSchema=bie");
    }

    @Test
    void comesBackWholeAfterBeingTakenApart() {
        var url = new JdbcUrl("jdbc:postgresql://127.0.0.1:1/bie", "bie", "a b+c/?&=", "bie");

        assertThat(JdbcUrl.parse(url.withCredentials())).isEqualTo(url);
    }

    @Test
    void doesNotShowThePassword() {
        assertThat(new JdbcUrl("jdbc:postgresql://h/d", "u", "secret", "bie").toString())
                .doesNotContain("secret");
    }
}

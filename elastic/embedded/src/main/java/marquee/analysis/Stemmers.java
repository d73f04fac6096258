package marquee.analysis;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.ar.ArabicStemFilter;
import org.apache.lucene.analysis.bg.BulgarianStemFilter;
import org.apache.lucene.analysis.bn.BengaliStemFilter;
import org.apache.lucene.analysis.br.BrazilianStemFilter;
import org.apache.lucene.analysis.ckb.SoraniStemFilter;
import org.apache.lucene.analysis.cz.CzechStemFilter;
import org.apache.lucene.analysis.de.GermanLightStemFilter;
import org.apache.lucene.analysis.de.GermanMinimalStemFilter;
import org.apache.lucene.analysis.el.GreekStemFilter;
import org.apache.lucene.analysis.en.EnglishMinimalStemFilter;
import org.apache.lucene.analysis.en.EnglishPossessiveFilter;
import org.apache.lucene.analysis.en.KStemFilter;
import org.apache.lucene.analysis.en.PorterStemFilter;
import org.apache.lucene.analysis.es.SpanishLightStemFilter;
import org.apache.lucene.analysis.es.SpanishPluralStemFilter;
import org.apache.lucene.analysis.fa.PersianStemFilter;
import org.apache.lucene.analysis.fi.FinnishLightStemFilter;
import org.apache.lucene.analysis.fr.FrenchLightStemFilter;
import org.apache.lucene.analysis.fr.FrenchMinimalStemFilter;
import org.apache.lucene.analysis.gl.GalicianMinimalStemFilter;
import org.apache.lucene.analysis.gl.GalicianStemFilter;
import org.apache.lucene.analysis.hi.HindiStemFilter;
import org.apache.lucene.analysis.hu.HungarianLightStemFilter;
import org.apache.lucene.analysis.id.IndonesianStemFilter;
import org.apache.lucene.analysis.it.ItalianLightStemFilter;
import org.apache.lucene.analysis.lv.LatvianStemFilter;
import org.apache.lucene.analysis.no.NorwegianLightStemFilter;
import org.apache.lucene.analysis.no.NorwegianMinimalStemFilter;
import org.apache.lucene.analysis.pt.PortugueseLightStemFilter;
import org.apache.lucene.analysis.pt.PortugueseMinimalStemFilter;
import org.apache.lucene.analysis.pt.PortugueseStemFilter;
import org.apache.lucene.analysis.ru.RussianLightStemFilter;
import org.apache.lucene.analysis.snowball.SnowballFilter;
import org.apache.lucene.analysis.sv.SwedishLightStemFilter;
import org.apache.lucene.analysis.sv.SwedishMinimalStemFilter;
import org.apache.lucene.analysis.te.TeluguStemFilter;

/** The values of a stemmer's {@code language} setting. */
final class Stemmers {
    /** Those languages whose plain name means the Snowball stemmer. */
    private static final String[] SNOWBALL = {
        "armenian", "basque", "catalan", "danish", "dutch", "estonian", "finnish", "french", "german", "hungarian",
        "irish", "italian", "lithuanian", "norwegian", "portuguese", "romanian", "russian", "serbian", "spanish",
        "swedish", "turkish" };

    private static final Map<String, UnaryOperator<TokenStream>> BY_LANGUAGE = byLanguage();

    private Stemmers() {}

    static UnaryOperator<TokenStream> stemmer(String language) {
        UnaryOperator<TokenStream> stemmer = BY_LANGUAGE.get(language.toLowerCase(Locale.ROOT));
        if (stemmer == null) {
            throw new IllegalArgumentException("Invalid stemmer class specified: " + language);
        }
        return stemmer;
    }

    /** A Snowball stemmer by its own name, such as {@code English}; unknown names fail here, not at the first text. */
    static UnaryOperator<TokenStream> snowball(String language) {
        String known = language.equals("German2") ? "German" : language;
        try {
            Class.forName("org.tartarus.snowball.ext." + known + "Stemmer", false, SnowballFilter.class.getClassLoader());
        } catch (ClassNotFoundException absent) {
            throw new IllegalArgumentException("Invalid stemmer class specified: " + language, absent);
        }
        return input -> new SnowballFilter(input, known);
    }

    private static Map<String, UnaryOperator<TokenStream>> byLanguage() {
        Map<String, UnaryOperator<TokenStream>> stemmers = new HashMap<>();
        for (String language : SNOWBALL) {
            stemmers.put(language, snowball(language.substring(0, 1).toUpperCase(Locale.ROOT) + language.substring(1)));
        }
        stemmers.put("german2", snowball("German"));
        stemmers.put("arabic", ArabicStemFilter::new);
        stemmers.put("bengali", BengaliStemFilter::new);
        stemmers.put("brazilian", BrazilianStemFilter::new);
        stemmers.put("bulgarian", BulgarianStemFilter::new);
        stemmers.put("czech", CzechStemFilter::new);
        stemmers.put("english", PorterStemFilter::new);
        stemmers.put("light_english", KStemFilter::new);
        stemmers.put("minimal_english", EnglishMinimalStemFilter::new);
        stemmers.put("porter", PorterStemFilter::new);
        stemmers.put("porter2", snowball("English"));
        stemmers.put("possessive_english", EnglishPossessiveFilter::new);
        stemmers.put("light_finnish", FinnishLightStemFilter::new);
        stemmers.put("light_french", FrenchLightStemFilter::new);
        stemmers.put("minimal_french", FrenchMinimalStemFilter::new);
        stemmers.put("galician", GalicianStemFilter::new);
        stemmers.put("minimal_galician", GalicianMinimalStemFilter::new);
        stemmers.put("light_german", GermanLightStemFilter::new);
        stemmers.put("minimal_german", GermanMinimalStemFilter::new);
        stemmers.put("greek", GreekStemFilter::new);
        stemmers.put("hindi", HindiStemFilter::new);
        stemmers.put("light_hungarian", HungarianLightStemFilter::new);
        stemmers.put("indonesian", IndonesianStemFilter::new);
        stemmers.put("light_italian", ItalianLightStemFilter::new);
        stemmers.put("latvian", LatvianStemFilter::new);
        stemmers.put("light_norwegian", NorwegianLightStemFilter::new);
        stemmers.put("minimal_norwegian", NorwegianMinimalStemFilter::new);
        stemmers.put("persian", PersianStemFilter::new);
        stemmers.put("light_portuguese", PortugueseLightStemFilter::new);
        stemmers.put("minimal_portuguese", PortugueseMinimalStemFilter::new);
        stemmers.put("portuguese_rslp", PortugueseStemFilter::new);
        stemmers.put("light_russian", RussianLightStemFilter::new);
        stemmers.put("sorani", SoraniStemFilter::new);
        stemmers.put("light_spanish", SpanishLightStemFilter::new);
        stemmers.put("spanish_plural", SpanishPluralStemFilter::new);
        stemmers.put("light_swedish", SwedishLightStemFilter::new);
        stemmers.put("minimal_swedish", SwedishMinimalStemFilter::new);
        stemmers.put("telugu", TeluguStemFilter::new);
        return Map.copyOf(stemmers);
    }
}

package marquee.analysis;

import static org.apache.lucene.analysis.miscellaneous.WordDelimiterGraphFilter.CATENATE_ALL;
import static org.apache.lucene.analysis.miscellaneous.WordDelimiterGraphFilter.CATENATE_NUMBERS;
import static org.apache.lucene.analysis.miscellaneous.WordDelimiterGraphFilter.CATENATE_WORDS;
import static org.apache.lucene.analysis.miscellaneous.WordDelimiterGraphFilter.GENERATE_NUMBER_PARTS;
import static org.apache.lucene.analysis.miscellaneous.WordDelimiterGraphFilter.GENERATE_WORD_PARTS;
import static org.apache.lucene.analysis.miscellaneous.WordDelimiterGraphFilter.IGNORE_KEYWORDS;
import static org.apache.lucene.analysis.miscellaneous.WordDelimiterGraphFilter.PRESERVE_ORIGINAL;
import static org.apache.lucene.analysis.miscellaneous.WordDelimiterGraphFilter.SPLIT_ON_CASE_CHANGE;
import static org.apache.lucene.analysis.miscellaneous.WordDelimiterGraphFilter.SPLIT_ON_NUMERICS;
import static org.apache.lucene.analysis.miscellaneous.WordDelimiterGraphFilter.STEM_ENGLISH_POSSESSIVE;
import static org.elasticsearch.plugins.AnalysisPlugin.requiresAnalysisSettings;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.apache.lucene.analysis.CharArraySet;
import org.apache.lucene.analysis.LowerCaseFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.core.DecimalDigitFilter;
import org.apache.lucene.analysis.core.FlattenGraphFilter;
import org.apache.lucene.analysis.core.UpperCaseFilter;
import org.apache.lucene.analysis.el.GreekLowerCaseFilter;
import org.apache.lucene.analysis.en.KStemFilter;
import org.apache.lucene.analysis.en.PorterStemFilter;
import org.apache.lucene.analysis.fr.FrenchAnalyzer;
import org.apache.lucene.analysis.ga.IrishLowerCaseFilter;
import org.apache.lucene.analysis.miscellaneous.ASCIIFoldingFilter;
import org.apache.lucene.analysis.miscellaneous.KeywordRepeatFilter;
import org.apache.lucene.analysis.miscellaneous.LengthFilter;
import org.apache.lucene.analysis.miscellaneous.LimitTokenCountFilter;
import org.apache.lucene.analysis.miscellaneous.PatternKeywordMarkerFilter;
import org.apache.lucene.analysis.miscellaneous.RemoveDuplicatesTokenFilter;
import org.apache.lucene.analysis.miscellaneous.SetKeywordMarkerFilter;
import org.apache.lucene.analysis.miscellaneous.TrimFilter;
import org.apache.lucene.analysis.miscellaneous.TruncateTokenFilter;
import org.apache.lucene.analysis.miscellaneous.WordDelimiterGraphFilter;
import org.apache.lucene.analysis.miscellaneous.WordDelimiterIterator;
import org.apache.lucene.analysis.ngram.EdgeNGramTokenFilter;
import org.apache.lucene.analysis.ngram.NGramTokenFilter;
import org.apache.lucene.analysis.pattern.PatternReplaceFilter;
import org.apache.lucene.analysis.reverse.ReverseStringFilter;
import org.apache.lucene.analysis.synonym.SynonymGraphFilter;
import org.apache.lucene.analysis.tr.ApostropheFilter;
import org.apache.lucene.analysis.tr.TurkishLowerCaseFilter;
import org.apache.lucene.analysis.util.ElisionFilter;
import org.elasticsearch.common.regex.Regex;
import org.elasticsearch.common.settings.Settings;
import org.elasticsearch.env.Environment;
import org.elasticsearch.index.IndexSettings;
import org.elasticsearch.index.analysis.Analysis;
import org.elasticsearch.index.analysis.TokenFilterFactory;
import org.elasticsearch.indices.analysis.AnalysisModule.AnalysisProvider;

/** Token filters by the {@code type} that index settings give, each with its documented settings and defaults. */
final class TokenFilters {
    private TokenFilters() {}

    static Map<String, AnalysisProvider<TokenFilterFactory>> byType() {
        Map<String, AnalysisProvider<TokenFilterFactory>> types = new HashMap<>();
        // Characters: the token stays one token.
        types.put("asciifolding", (index, environment, name, settings) -> asciiFolding(name, settings));
        types.put("lowercase", (index, environment, name, settings) -> new Filters.Normalizing(name, lowercase(settings)));
        types.put("uppercase", (index, environment, name, settings) -> new Filters.Normalizing(name, UpperCaseFilter::new));
        types.put("trim", (index, environment, name, settings) -> new Filters.Normalizing(name, TrimFilter::new));
        types.put("decimal_digit", (index, environment, name, settings) -> new Filters.Normalizing(name, DecimalDigitFilter::new));
        types.put("elision", (index, environment, name, settings) -> elision(environment, name, settings));
        types.put("apostrophe", (index, environment, name, settings) -> new Filters.Plain(name, ApostropheFilter::new));
        types.put("reverse", (index, environment, name, settings) -> new Filters.Plain(name, ReverseStringFilter::new));
        types.put("truncate", (index, environment, name, settings) -> truncate(name, settings));
        types.put("pattern_replace", requiresAnalysisSettings((index, environment, name, settings) -> replace(name, settings)));
        // Stems.
        types.put("stemmer", (index, environment, name, settings) -> stemmer(name, settings));
        types.put("snowball", (index, environment, name, settings) ->
            new Filters.Plain(name, Stemmers.snowball(settings.get("language", settings.get("name", "English")))));
        types.put("porter_stem", (index, environment, name, settings) -> new Filters.Plain(name, PorterStemFilter::new));
        types.put("kstem", (index, environment, name, settings) -> new Filters.Plain(name, KStemFilter::new));
        types.put("keyword_marker", requiresAnalysisSettings(TokenFilters::keywordMarker));
        types.put("keyword_repeat", (index, environment, name, settings) -> new Filters.Plain(name, KeywordRepeatFilter::new));
        // Choice among tokens.
        types.put("length", (index, environment, name, settings) -> length(name, settings));
        types.put("limit", (index, environment, name, settings) -> limit(name, settings));
        types.put("unique", (index, environment, name, settings) -> unique(name, settings));
        types.put("remove_duplicates", (index, environment, name, settings) ->
            new Filters.Plain(name, RemoveDuplicatesTokenFilter::new));
        // Several tokens of one.
        types.put("edge_ngram", (index, environment, name, settings) -> edgeNgram(name, settings));
        types.put("ngram", TokenFilters::ngram);
        types.put("word_delimiter_graph", TokenFilters::wordDelimiter);
        types.put("flatten_graph", (index, environment, name, settings) -> new Filters.Plain(name, FlattenGraphFilter::new));
        types.put("synonym_graph", requiresAnalysisSettings((index, environment, name, settings) -> new SynonymRules(
            name, environment, settings, (input, rules) -> new SynonymGraphFilter(input, rules, false))));
        types.put("synonym", requiresAnalysisSettings((index, environment, name, settings) -> new SynonymRules(
            name, environment, settings, TokenFilters::flatSynonyms)));
        return types;
    }

    @SuppressWarnings("deprecation") // The filter that "synonym" has always named.
    private static TokenStream flatSynonyms(TokenStream input, org.apache.lucene.analysis.synonym.SynonymMap rules) {
        return new org.apache.lucene.analysis.synonym.SynonymFilter(input, rules, false);
    }

    private static TokenFilterFactory asciiFolding(String name, Settings settings) {
        return settings.getAsBoolean("preserve_original", false)
            ? new Filters.Keeping(name, input -> new ASCIIFoldingFilter(input, true), ASCIIFoldingFilter::new)
            : new Filters.Normalizing(name, ASCIIFoldingFilter::new);
    }

    private static UnaryOperator<TokenStream> lowercase(Settings settings) {
        String language = settings.get("language");
        return switch (language) {
            case null -> LowerCaseFilter::new;
            case "greek" -> GreekLowerCaseFilter::new;
            case "irish" -> IrishLowerCaseFilter::new;
            case "turkish" -> TurkishLowerCaseFilter::new;
            default -> throw new IllegalArgumentException("language [" + language + "] not support for lower case");
        };
    }

    private static TokenFilterFactory elision(Environment environment, String name, Settings settings) {
        CharArraySet given = Analysis.parseArticles(environment, settings);
        CharArraySet articles = given == null ? FrenchAnalyzer.DEFAULT_ARTICLES : given;
        return new Filters.Normalizing(name, input -> new ElisionFilter(input, articles));
    }

    private static TokenFilterFactory truncate(String name, Settings settings) {
        int length = settings.getAsInt("length", 10);
        return new Filters.Plain(name, input -> TruncateTokenFilter.truncateAfterChars(input, length));
    }

    private static TokenFilterFactory replace(String name, Settings settings) {
        Pattern pattern = Regex.compile(required(name, settings, "pattern"), settings.get("flags"));
        String replacement = settings.get("replacement", "");
        boolean all = settings.getAsBoolean("all", true);
        return new Filters.Normalizing(name, input -> new PatternReplaceFilter(input, pattern, replacement, all));
    }

    private static TokenFilterFactory stemmer(String name, Settings settings) {
        return new Filters.Plain(name, Stemmers.stemmer(settings.get("language", settings.get("name", "porter"))));
    }

    private static TokenFilterFactory keywordMarker(IndexSettings index, Environment environment, String name, Settings settings) {
        String pattern = settings.get("keywords_pattern");
        if (pattern != null) {
            if (settings.hasValue("keywords") || settings.get("keywords_path") != null) {
                throw new IllegalArgumentException("cannot specify both `keywords_pattern` and `keywords` or `keywords_path`");
            }
            Pattern keywords = Pattern.compile(pattern);
            return new Filters.Plain(name, input -> new PatternKeywordMarkerFilter(input, keywords));
        }
        Set<?> words = Analysis.getWordSet(environment, settings, "keywords");
        if (words == null) {
            throw new IllegalArgumentException("keyword filter requires either `keywords`, `keywords_path`, or `keywords_pattern`");
        }
        CharArraySet keywords = new CharArraySet(words, settings.getAsBoolean("ignore_case", false));
        return new Filters.Plain(name, input -> new SetKeywordMarkerFilter(input, keywords));
    }

    private static TokenFilterFactory length(String name, Settings settings) {
        int min = settings.getAsInt("min", 0);
        int max = settings.getAsInt("max", Integer.MAX_VALUE);
        return new Filters.Plain(name, input -> new LengthFilter(input, min, max));
    }

    private static TokenFilterFactory limit(String name, Settings settings) {
        int count = settings.getAsInt("max_token_count", 1);
        boolean consumeAll = settings.getAsBoolean("consume_all_tokens", false);
        return new Filters.Plain(name, input -> new LimitTokenCountFilter(input, count, consumeAll));
    }

    private static TokenFilterFactory unique(String name, Settings settings) {
        boolean samePosition = settings.getAsBoolean("only_on_same_position", false);
        return new Filters.Plain(name, input -> new UniqueTokenFilter(input, samePosition));
    }

    private static TokenFilterFactory edgeNgram(String name, Settings settings) {
        int min = settings.getAsInt("min_gram", 1);
        int max = settings.getAsInt("max_gram", 2);
        boolean keep = settings.getAsBoolean("preserve_original", false);
        String side = settings.get("side", "front");
        return switch (side) {
            case "front" -> new Filters.Splitting(name, input -> new EdgeNGramTokenFilter(input, min, max, keep));
            case "back" -> new Filters.Splitting(name, input -> new ReverseStringFilter(
                new EdgeNGramTokenFilter(new ReverseStringFilter(input), min, max, keep)));
            default -> throw new IllegalArgumentException("invalid side: " + side);
        };
    }

    private static TokenFilterFactory ngram(IndexSettings index, Environment environment, String name, Settings settings) {
        int min = settings.getAsInt("min_gram", 1);
        int max = settings.getAsInt("max_gram", 2);
        boolean keep = settings.getAsBoolean("preserve_original", false);
        checkNgramDifference(index, min, max);
        return new Filters.Splitting(name, input -> new NGramTokenFilter(input, min, max, keep));
    }

    static void checkNgramDifference(IndexSettings index, int min, int max) {
        int allowed = index == null ? 1 : index.getMaxNgramDiff();
        if (max - min > allowed) {
            throw new IllegalArgumentException("The difference between max_gram and min_gram must be at most [" + allowed
                + "] but was [" + (max - min) + "]; the index setting [index.max_ngram_diff] changes the limit");
        }
    }

    private static TokenFilterFactory wordDelimiter(IndexSettings index, Environment environment, String name, Settings settings)
        throws IOException {
        int flags = flag(settings, "generate_word_parts", true, GENERATE_WORD_PARTS)
            | flag(settings, "generate_number_parts", true, GENERATE_NUMBER_PARTS)
            | flag(settings, "catenate_words", false, CATENATE_WORDS)
            | flag(settings, "catenate_numbers", false, CATENATE_NUMBERS)
            | flag(settings, "catenate_all", false, CATENATE_ALL)
            | flag(settings, "split_on_case_change", true, SPLIT_ON_CASE_CHANGE)
            | flag(settings, "preserve_original", false, PRESERVE_ORIGINAL)
            | flag(settings, "split_on_numerics", true, SPLIT_ON_NUMERICS)
            | flag(settings, "stem_english_possessive", true, STEM_ENGLISH_POSSESSIVE)
            | flag(settings, "ignore_keywords", false, IGNORE_KEYWORDS);
        if (settings.hasValue("type_table") || settings.get("type_table_path") != null) {
            throw new IllegalArgumentException("type_table of [" + name + "] is not available here");
        }
        boolean adjustOffsets = settings.getAsBoolean("adjust_offsets", true);
        Set<?> words = Analysis.getWordSet(environment, settings, "protected_words");
        CharArraySet kept = words == null ? null : CharArraySet.copy(words);
        return new Filters.Splitting(name, input -> new WordDelimiterGraphFilter(
            input, adjustOffsets, WordDelimiterIterator.DEFAULT_WORD_DELIM_TABLE, flags, kept));
    }

    private static int flag(Settings settings, String key, boolean byDefault, int flag) {
        return settings.getAsBoolean(key, byDefault) ? flag : 0;
    }

    static String required(String name, Settings settings, String key) {
        String value = settings.get(key);
        if (value == null || value.isEmpty()) {
            throw new IllegalArgumentException(key + " is missing for [" + name + "]");
        }
        return value;
    }
}

package marquee.analysis;

import java.util.function.UnaryOperator;
import org.apache.lucene.analysis.TokenStream;
import org.elasticsearch.index.analysis.NormalizingTokenFilterFactory;
import org.elasticsearch.index.analysis.TokenFilterFactory;

/** The kinds of token filter, by where Elasticsearch allows them. */
final class Filters {
    private Filters() {}

    /** A filter for analysers. */
    record Plain(String name, UnaryOperator<TokenStream> filter) implements TokenFilterFactory {
        @Override
        public TokenStream create(TokenStream input) {
            return filter.apply(input);
        }
    }

    /** A filter of single characters or whole tokens: allowed in normalizers, applied to prefix and wildcard terms. */
    record Normalizing(String name, UnaryOperator<TokenStream> filter) implements NormalizingTokenFilterFactory {
        @Override
        public TokenStream create(TokenStream input) {
            return filter.apply(input);
        }
    }

    /** Like {@code Normalizing}, but the variant that keeps the original as well stays out of terms and synonym rules. */
    record Keeping(String name, UnaryOperator<TokenStream> filter, UnaryOperator<TokenStream> single)
        implements NormalizingTokenFilterFactory {
        @Override
        public TokenStream create(TokenStream input) {
            return filter.apply(input);
        }

        @Override
        public TokenStream normalize(TokenStream input) {
            return single.apply(input);
        }

        @Override
        public TokenFilterFactory getSynonymFilter() {
            return new Normalizing(name, single);
        }
    }

    /** A filter that makes several tokens of one, so that no synonym rule can be read through it. */
    record Splitting(String name, UnaryOperator<TokenStream> filter) implements TokenFilterFactory {
        @Override
        public TokenStream create(TokenStream input) {
            return filter.apply(input);
        }

        @Override
        public boolean breaksFastVectorHighlighter() {
            return true;
        }

        @Override
        public TokenFilterFactory getSynonymFilter() {
            throw new IllegalArgumentException("Token filter [" + name + "] cannot be used to parse synonyms");
        }
    }
}

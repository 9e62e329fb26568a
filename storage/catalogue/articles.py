"""Short answers to what people ask about the law, in two languages. May import: storage.base and the catalogue."""

from sqlalchemy import select
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.base import Base
from storage.catalogue.sourced import Sourced, words
from storage.catalogue.vocabulary import ArticleKind


class Article(Sourced, Base):
    """An answer an office clerk would give: the answer first, at most 700 characters a language."""

    __tablename__ = "article"

    id: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[ArticleKind] = mapped_column(words(ArticleKind, "kind"))
    title_vi: Mapped[str]
    title_en: Mapped[str]
    body_vi: Mapped[str]
    body_en: Mapped[str]


def article(session: Session, slug: str) -> Article | None:
    """The article with this slug."""
    return session.get(Article, slug)


def articles(session: Session, *, kind: ArticleKind | None = None) -> list[Article]:
    """All articles by slug, or those of one kind."""
    wanted = select(Article).order_by(Article.id)
    return list(session.scalars(wanted if kind is None else wanted.where(Article.kind == kind)))

from pydantic_settings import BaseSettings


class Settings(BaseSettings):
    database_url: str
    secret_key: str = "repair-desk-secret"
    web_origin: str = "https://desk.repair.example"


settings = Settings()
